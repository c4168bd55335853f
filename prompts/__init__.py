"""The words. Everything the bot says is a template in this folder; this module only finds and fills them."""
