"""Sealing secrets with a passphrase: scrypt (RFC 7914) and AES-256-GCM (NIST SP 800-38D)."""

import getpass
import json
import os
import sys

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from niangjia.run.errors import RunError

PURPOSE = b"niangjia dump 1"
COST = {"n": 2**16, "r": 8, "p": 1}  # 64 MB and about a fifth of a second for each guess
HIGHEST = {"n": 2**20, "r": 16, "p": 4}
SHORTEST = 10


def seal(text: str, passphrase: str) -> str:
    """Seal a text; the result is JSON that carries everything but the passphrase."""
    salt, nonce = os.urandom(16), os.urandom(12)
    sealed = AESGCM(stretch(passphrase, salt, COST)).encrypt(nonce, text.encode(), PURPOSE)
    parts = {"salt": salt.hex(), "nonce": nonce.hex(), "sealed": sealed.hex()}
    return json.dumps({"kdf": "scrypt", "cipher": "AES-256-GCM", **COST, **parts}, indent=1)


def unseal(stored: str, passphrase: str) -> str:
    """Open what ``seal`` made; a wrong passphrase or a changed byte is a RunError."""
    try:
        found = json.loads(stored)
        cost = {name: int(found[name]) for name in COST}
        salt, nonce, sealed = (bytes.fromhex(found[name]) for name in ("salt", "nonce", "sealed"))
    except (ValueError, KeyError, TypeError) as error:
        raise RunError("The sealed secrets in this dump are damaged.") from error
    if any(cost[name] > HIGHEST[name] for name in cost):
        raise RunError("The sealed secrets in this dump ask for more memory than is sensible.")
    try:
        return AESGCM(stretch(passphrase, salt, cost)).decrypt(nonce, sealed, PURPOSE).decode()
    except InvalidTag as error:
        raise RunError("The passphrase does not open this dump.") from error


def stretch(passphrase: str, salt: bytes, cost: dict[str, int]) -> bytes:
    """Make a 256-bit key from a passphrase, slowly."""
    return Scrypt(salt=salt, length=32, **cost).derive(passphrase.encode())


def ask(twice: bool) -> str:
    """The passphrase: NIANGJIA_PASSPHRASE, else typed at the terminal (twice for a new one)."""
    given = os.environ.get("NIANGJIA_PASSPHRASE", "") or typed("Passphrase: ")
    if twice and len(given) < SHORTEST:
        raise RunError(f"Choose a passphrase of at least {SHORTEST} characters.")
    if twice and "NIANGJIA_PASSPHRASE" not in os.environ and given != typed("Once more: "):
        raise RunError("The two passphrases differ.")
    return given


def typed(prompt: str) -> str:
    """Ask at the terminal, without an echo."""
    if not sys.stdin.isatty():
        raise RunError("Give the passphrase in NIANGJIA_PASSPHRASE, or run this in a terminal.")
    return getpass.getpass(prompt)
