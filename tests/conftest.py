"""How properties draw their examples: the same ones in every run, or, to look for more, new ones (`make seek`)."""

from hypothesis import settings

settings.register_profile("steady", deadline=None, derandomize=True, database=None)
settings.register_profile("seek", deadline=None, print_blob=True)
settings.load_profile("steady")
