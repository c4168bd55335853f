"""Who may do what: roles, the rules of routes, and the page that prints them."""
