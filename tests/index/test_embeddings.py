"""The embedding that comes with the product."""

import asyncio

import numpy
import pytest

from index.embeddings import embedding
from index.errors import AllegedlyError
from index.vectors import DIMENSION


def test_near_in_meaning_is_near_in_space() -> None:
    model = embedding()
    question, near, far = model.get_text_embedding_batch(
        ["Who won the war?", "The army claims victory.", "The recipe needs two eggs."]
    )
    assert len(question) == DIMENSION
    assert numpy.linalg.norm(question) == pytest.approx(1, abs=1e-3)
    assert numpy.dot(question, near) > numpy.dot(question, far)


def test_a_question_is_embedded_as_a_text_is() -> None:
    model = embedding()
    text = "Did Hamnes fall?"
    assert model.get_query_embedding(text) == model.get_text_embedding(text)
    assert asyncio.run(model.aget_query_embedding(text)) == model.get_text_embedding(text)


def test_text_without_words_has_a_place_too() -> None:
    assert len(embedding().get_text_embedding("")) == DIMENSION


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(AllegedlyError, match='no embedding named "bert"'):
        embedding("bert")
