from trainer_app.ui.history import History
from trainer_app.ui.page import Place

TODAY, PEOPLE, COURSES = Place("today"), Place("people"), Place("courses")


def visited(*places: Place) -> History:
    history = History()
    for place in places:
        history.visit(place)
    return history


def test_a_new_history_leads_nowhere():
    history = History()
    assert history.current is None
    assert history.back() is None
    assert history.forward() is None


def test_back_and_forward_walk_along_the_places():
    history = visited(TODAY, PEOPLE)
    assert history.back() == TODAY
    assert not history.can_go_back
    assert history.forward() == PEOPLE
    assert not history.can_go_forward


def test_a_new_place_forgets_what_was_forward():
    history = visited(TODAY, PEOPLE)
    history.back()
    history.visit(COURSES)
    assert not history.can_go_forward
    assert history.back() == TODAY


def test_the_same_place_is_not_visited_twice():
    history = visited(TODAY, Place("offering", {"id": "1"}), Place("offering", {"id": "1"}))
    assert history.back() == TODAY


def test_another_key_is_another_place():
    history = visited(Place("offering", {"id": "1"}), Place("offering", {"id": "2"}))
    assert history.back() == Place("offering", {"id": "1"})
