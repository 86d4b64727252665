"""All settings: environment variables or `.env`, read once, validated. A wrong value is one readable line.

Read by `bot.bootstrap` and `bot.__main__` alone; everything else is given what it needs.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.core.errors import SettingsError
from scaffolds.spec import Zone

WEBHOOK_PATH = "/telegram/webhook"
DEFAULT_STORE = Path("data/sampan.sqlite3")


def _check_store(url: str) -> str:
    if not url.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg://", "postgres://")):
        raise ValueError("use sqlite:///path/to/file or postgresql://user:password@host/database")
    return url


def _check_web(url: str) -> str:
    if url and not url.startswith(("http://", "https://")):
        raise ValueError("it begins with http:// or https://")
    return url.rstrip("/")


def _check_webhook(url: str) -> str:
    if url and not url.endswith(WEBHOOK_PATH):
        raise ValueError(f"it ends with {WEBHOOK_PATH}")
    return _check_web(url)


def _check_secret(secret: SecretStr) -> SecretStr:
    if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", secret.get_secret_value()):
        raise ValueError("use at most 256 of the characters A-Z a-z 0-9 _ -")
    return secret


def _check_folder(path: str) -> str:
    if path and not Path(path).is_dir():
        raise ValueError("there is no such folder")
    return path


class Settings(BaseSettings):
    """One field a setting; its description is what the README's table says."""

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore", frozen=True)

    host: str = Field("127.0.0.1", description="address that the web chat listens on; `0.0.0.0` for phones on the same network")
    class_network: bool = Field(
        False, validation_alias="CLASS", description="`1` for a class: listens on the local network and prints the teacher's link beside the QR code"
    )
    port: int = Field(8000, ge=1, le=65535, description="port that the web chat listens on")
    database_url: Annotated[str, AfterValidator(_check_store)] = Field(
        f"sqlite:///{DEFAULT_STORE.as_posix()}",
        description="where everything is kept: a SQLite file, or for more than one process PostgreSQL from 14 on, `postgresql://user:password@host/database`",
    )
    public_url: Annotated[str, AfterValidator(_check_web)] = Field("", description="address under which people reach the web chat, where it differs")
    school_zone: Zone = Field("Asia/Hong_Kong", description="time zone that new apps keep, such as `Asia/Shanghai`")
    safety_region: Literal["", "hk", "mo", "cn", "gb", "us"] = Field("", description="whose help lines are named in a crisis; empty: by the language")
    telegram_bot_token: SecretStr = Field(SecretStr(""), description="token of the bot, from @BotFather; empty: no Telegram")
    telegram_api_base: Annotated[str, AfterValidator(_check_web)] = Field(
        "https://api.telegram.org", description="another Bot API server, such as `http://127.0.0.1:8081`"
    )
    telegram_webhook_url: Annotated[str, AfterValidator(_check_webhook)] = Field(
        "", description="full public address of `/telegram/webhook`; empty: updates are fetched"
    )
    telegram_webhook_secret: Annotated[SecretStr, AfterValidator(_check_secret)] = Field(
        SecretStr(""), description="what Telegram must say at the webhook: 1 to 256 of A-Z a-z 0-9 _ -; needed with the address"
    )
    openai_api_key: SecretStr = Field(
        SecretStr(""), description="key of a language model's server; with it, or with an address, a model helps the tutor"
    )
    openai_base_url: Annotated[str, AfterValidator(_check_web)] = Field(
        "", description="any OpenAI-compatible server, such as `http://127.0.0.1:11434/v1`; empty: OpenAI, where there is a key"
    )
    openai_model: str = Field("", description="name of the model; empty: the server's usual one")
    model_tokens_learner: int = Field(100_000, ge=0, description="tokens that one learner may use a day; then the offline tutor answers them")
    model_tokens_class: int = Field(2_000_000, ge=0, description="tokens that one class may use a day")
    model_tokens_day: int = Field(10_000_000, ge=0, description="tokens that everybody together may use a day")
    lessons_dir: Annotated[str, AfterValidator(_check_folder)] = Field(
        "", description="a folder with lessons of your own, a folder each, beside Sampan's; `sampan lesson check` reads them"
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("INFO", description="how much is logged, to standard error")

    def in_the_network(self) -> Settings:
        """For a class the web chat listens on the local network, unless another address was chosen."""
        return self.model_copy(update={"host": "0.0.0.0"}) if self.class_network and self.host == "127.0.0.1" else self

    @property
    def has_model(self) -> bool:
        return bool(self.openai_api_key.get_secret_value() or self.openai_base_url)

    @model_validator(mode="after")
    def _webhook_has_a_secret(self) -> Settings:
        """Without one, anybody who finds the address could speak for every learner."""
        if self.telegram_webhook_url and not self.telegram_webhook_secret.get_secret_value():
            raise ValueError("set TELEGRAM_WEBHOOK_SECRET as well: a webhook without a secret would believe anybody")
        return self


def load() -> Settings:
    """Read and check the settings; raises `SettingsError` with the name and the reason."""
    try:
        return Settings()  # every field has a default
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        if not first["loc"]:
            raise SettingsError(str(first.get("ctx", {}).get("error") or first["msg"])) from None
        name = str(first["loc"][0]).upper()
        reason = str(first.get("ctx", {}).get("error") or first["msg"])
        raise SettingsError(f"{name} is set to {_shown(first['input'])!r}: {reason[0].lower() + reason[1:]}") from None


def _shown(value: object) -> str:
    """A setting as it may be printed: an address without its password."""
    return re.sub(r"//[^/]*@", "//…@", str(value))[:60]
