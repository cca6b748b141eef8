"""The page of settings: language and look, programme and station, signatories, lists, the file."""
