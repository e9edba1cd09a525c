"""Who acts: suppliers, banks, purchasers, treasury and finance bureau. Behaviour, no rule of law."""
