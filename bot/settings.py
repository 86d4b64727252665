"""All settings: environment variables or `.env`, read once, validated. A wrong value is one readable line.

Read by `bot.bootstrap` and `bot.__main__` alone; everything else is given what it needs.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.core.errors import SettingsError
from scaffolds.spec import Zone

DEFAULT_STORE = Path("data/sampan.sqlite3")


def _check_store(url: str) -> str:
    if not url.startswith("sqlite:///"):
        raise ValueError("use sqlite:///path/to/file")
    return url


def _check_web(url: str) -> str:
    if url and not url.startswith(("http://", "https://")):
        raise ValueError("it begins with http:// or https://")
    return url.rstrip("/")


class Settings(BaseSettings):
    """One field a setting; its description is what the README's table says."""

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore", frozen=True)

    host: str = Field("127.0.0.1", description="address that the web chat listens on; `0.0.0.0` for phones on the same network")
    port: int = Field(8000, ge=1, le=65535, description="port that the web chat listens on")
    database_url: Annotated[str, AfterValidator(_check_store)] = Field(
        f"sqlite:///{DEFAULT_STORE.as_posix()}", description="where everything is kept, a SQLite file"
    )
    public_url: Annotated[str, AfterValidator(_check_web)] = Field("", description="address under which people reach the web chat, where it differs")
    school_zone: Zone = Field("Asia/Hong_Kong", description="time zone that new apps keep, such as `Asia/Shanghai`")
    safety_region: Literal["", "hk", "mo", "cn", "gb", "us"] = Field("", description="whose help lines are named in a crisis; empty: by the language")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("INFO", description="how much is logged, to standard error")


def load() -> Settings:
    """Read and check the settings; raises `SettingsError` with the name and the reason."""
    try:
        return Settings()  # every field has a default
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        name = str(first["loc"][0]).upper()
        reason = str(first.get("ctx", {}).get("error") or first["msg"])
        raise SettingsError(f"{name} is set to {str(first['input'])[:60]!r}: {reason[0].lower() + reason[1:]}") from None
