"""Everything that is tested across rooms: house rules, journeys, reliability."""
