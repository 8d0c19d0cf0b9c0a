package logs

// Ignored returns the parameters that the last call accepted without effect, each with the reason, and
// forgets them. The calls are those that keep and show a setting: see the package's documentation.
func (c *Core) Ignored() []string {
	out := c.ignored
	c.ignored = nil
	return out
}

// ignore replaces what Ignored returns.
func (c *Core) ignore(what ...string) { c.ignored = what }
