from datetime import date

from trainer_app.rules.roles import Role
from trainer_app.services import sample_files, sample_users, signing_in
from trainer_app.services.sample_users import SAMPLE_PASSWORD


def test_a_sample_has_one_user_for_each_role_who_can_sign_in(tmp_path):
    made = sample_files.make(tmp_path, people_count=20, seed=1, today=date(2026, 11, 27))
    assert sample_users.is_sample(made.database)
    roles = set()
    for each in sample_users.USERS:
        entered = signing_in.sign_in(made.database, login=each.login, password=SAMPLE_PASSWORD)
        roles |= entered.user.roles
        entered.database.close()
    assert roles == set(Role)


def test_a_real_programme_is_no_sample(template_file, tmp_path):
    assert not sample_users.is_sample(template_file)
    assert not sample_users.is_sample(tmp_path / "gone.db")
    (tmp_path / "letter.db").write_text("Dear colleague")
    assert not sample_users.is_sample(tmp_path / "letter.db")
