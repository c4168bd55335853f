"""How long records are kept: what the rules remove, by command and by themselves, and who hears of it before."""
