from concurrent.futures import ThreadPoolExecutor

from compose.music import engraving

from .factories import make_piano


def test_a_thread_draws_the_same_as_the_main_one():
    score = make_piano()
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(engraving.draw, score).result().svg == engraving.draw(score).svg
