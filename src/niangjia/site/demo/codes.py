"""Unified social credit codes for invented firms, with both of their check characters.

Source of the arithmetic: GB 32100-2015 (the 18 characters) and GB 11714-1997 (characters 9-17,
the organisation code with its own check character).
"""

CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
ORGANISATION_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def credit_check(first17: str) -> str:
    """Return the 18th character for the first 17 of a unified credit code."""
    total = sum(CREDIT_ALPHABET.index(c) * pow(3, i, 31) for i, c in enumerate(first17))
    return CREDIT_ALPHABET[(31 - total % 31) % 31]


def organisation_check(first8: str) -> str:
    """Return the ninth character of an organisation code: a digit, or X for ten."""
    pairs = zip(first8, ORGANISATION_WEIGHTS, strict=True)
    rest = 11 - sum(ORGANISATION_ALPHABET.index(c) * weight for c, weight in pairs) % 11
    return {10: "X", 11: "0"}.get(rest, str(rest))


def credit_code(serial: int, region: str = "330199") -> str:
    """Return the synthetic code of the firm with this serial: body ``LJ`` and six digits."""
    body = f"LJ{serial:06d}"
    first17 = f"91{region}{body}{organisation_check(body)}"
    return first17 + credit_check(first17)


def credit_code_is_valid(code: str) -> bool:
    """Tell whether 18 characters carry both check characters rightly."""
    if len(code) != 18 or set(code) - set(CREDIT_ALPHABET):
        return False
    return code[16] == organisation_check(code[8:16]) and code[17] == credit_check(code[:17])
