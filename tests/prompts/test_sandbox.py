"""What a template may not reach, the first time and again: what the sandbox decided is kept."""

import jinja2
import pytest
from jinja2.exceptions import SecurityError

import prompts


@pytest.fixture
def environment() -> jinja2.Environment:
    return prompts._plain()


@pytest.mark.parametrize("source", ["{{ items.__class__ }}", "{{ items.append(1) }}", "{{ items['__class__'] }}"])
def test_a_template_reaches_and_changes_nothing_inside_python(environment: jinja2.Environment, source: str) -> None:
    template = environment.from_string(source)
    for _again in range(2):
        with pytest.raises(SecurityError):
            template.render(items=[1])


def test_an_attribute_is_refused_for_one_type_and_allowed_for_another(environment: jinja2.Environment) -> None:
    template = environment.from_string("{{ holder.append }}")
    with pytest.raises(SecurityError):
        template.render(holder=[])
    assert template.render(holder=Holder()) == "a word"


class Holder:
    append = "a word"
