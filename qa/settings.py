"""The settings that hold for every command, and where they come from.

An option wins over an environment variable, that over the config file, that over the default.
The config file is `allegedly.toml` in the working folder or, if there is none, in the user's
folder for configuration (`~/.config/allegedly` on Linux).
"""

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path

from platformdirs import user_config_path, user_data_path
from pydantic import Field, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from index.errors import AllegedlyError

PREFIX = "ALLEGEDLY_"
"""How the environment variables of the settings begin: `ALLEGEDLY_INDEX`, `ALLEGEDLY_LLM`, ..."""


class SettingsError(AllegedlyError):
    """A setting that does not exist or has the wrong type."""


class Settings(BaseSettings):
    """What holds for every command.

    `index` is a folder or the address of a Chroma server, `llm` is `none` or `model@base-url`,
    `embed` names the embedding, `seed` feeds what is drawn at random in evaluations.
    """

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_ignore_empty=True, extra="forbid", frozen=True
    )

    index: str = Field(default_factory=lambda: str(user_data_path("allegedly") / "index"))
    llm: str = "none"
    embed: str = "wordllama"
    seed: int = Field(default=0, ge=0)

    @field_validator("index")
    @classmethod
    def _at_home(cls, value: str) -> str:
        return value if "://" in value else str(Path(value).expanduser())

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Return the sources in the order in which they win."""
        file = TomlConfigSettingsSource(settings_cls, toml_file=config_file())
        return init_settings, env_settings, file


def config_file() -> Path | None:
    """Return the config file that is read, None where there is none."""
    folders = (Path(), user_config_path("allegedly"))
    files = (folder / "allegedly.toml" for folder in folders)
    return next((file for file in files if file.is_file()), None)


def load(options: Mapping[str, object]) -> Settings:
    """Return the settings, given the options of the command line (None where one is not given).

    Raises SettingsError, which names the place and the key at fault.
    """
    given = {key: value for key, value in options.items() if value is not None}
    try:
        return Settings(**given)  # type: ignore[arg-type]
    except ValidationError as error:
        fault = error.errors()[0]
        raise SettingsError(_explain(str(fault["loc"][0]), str(fault["msg"]), given)) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise SettingsError(f"{config_file()} cannot be read as TOML: {error}.") from None


def _explain(key: str, fault: str, given: Mapping[str, object]) -> str:
    if key not in Settings.model_fields:
        known = ", ".join(Settings.model_fields)
        return f'{config_file()}: there is no setting "{key}"; the settings are {known}.'
    variable = PREFIX + key.upper()
    if key in given:
        place = f"--{key}"
    elif variable in os.environ:
        place = variable
    else:
        place = f'{config_file()}, key "{key}"'
    return f"{place}: {fault[0].lower()}{fault[1:]}."
