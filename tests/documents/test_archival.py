import io
from datetime import date
from xml.etree import ElementTree

import pytest
from PIL import Image, ImageCms

from trainer_app.documents.archival import Description, metadata, srgb_profile

DESCRIPTION = Description('Khan "&" <汗>', "Joint Police Training", "en", date(2026, 11, 23), "JPT-1")


def test_the_profile_is_srgb():
    ours = ImageCms.getOpenProfile(io.BytesIO(srgb_profile()))
    theirs = ImageCms.createProfile("sRGB")
    colours = Image.new("RGB", (4, 1))
    colours.putdata([(255, 0, 0), (10, 200, 90), (128, 128, 128), (20, 30, 250)])
    turned = ImageCms.profileToProfile(colours, ours, theirs, outputMode="RGB")
    before, after = colours.tobytes(), turned.tobytes()
    assert list(after) == pytest.approx(list(before), abs=1)


def test_the_metadata_is_well_formed_and_says_what_the_file_says():
    packet = metadata(DESCRIPTION).content.decode()
    root = ElementTree.fromstring(packet)  # noqa: S314 (our own text)
    words = "".join(root.itertext())
    for part in ('Khan "&" <汗>', "JPT-1", "2026-11-23T00:00:00+00:00"):
        assert part in words


def test_the_metadata_claims_the_level_that_is_aimed_at():
    packet = metadata(DESCRIPTION).content.decode()
    assert "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>" in packet
