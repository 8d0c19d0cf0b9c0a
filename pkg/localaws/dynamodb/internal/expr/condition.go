package expr

import "github.com/fanlight/fanlight/pkg/localaws/dynamodb/internal/attr"

// Condition is a condition, filter or key condition expression with a request's placeholders. The zero
// Condition always holds.
type Condition struct {
	tree     *conditionTree
	bindings *Bindings
}

type conditionTree struct {
	root  node
	usage usage
}

// Condition parses the expression in a request's field ("ConditionExpression", "FilterExpression" or
// "KeyConditionExpression"). It returns the zero Condition for no text.
func (b *Bindings) Condition(field string, text *string) (Condition, error) {
	if text == nil {
		return Condition{}, nil
	}
	c, err := b.bindCondition(*text)
	if err != nil {
		return Condition{}, attr.Invalidf("Invalid %s: %v", field, err)
	}
	return c, nil
}

func (b *Bindings) bindCondition(text string) (Condition, error) {
	tree, err := conditions.get(text, parseCondition)
	if err != nil {
		return Condition{}, err
	}
	if err := b.use(tree.usage); err != nil {
		return Condition{}, err
	}
	return Condition{tree, b}, tree.root.check(b)
}

// Holds reports whether an item fulfils the condition. A nil item does not exist.
func (c Condition) Holds(item attr.Item) bool {
	return c.tree == nil || c.tree.root.holds(c.bindings, item)
}

// Attributes returns the names of the top-level attributes in the condition.
func (c Condition) Attributes() []string {
	if c.tree == nil {
		return nil
	}
	return c.bindings.topLevel(c.tree.usage.paths)
}

func (b *Bindings) topLevel(paths []path) []string {
	names := make([]string, len(paths))
	for i, p := range paths {
		names[i] = b.name(p[0])
	}
	return names
}

// node is a node of a condition's syntax tree. check returns an error if a placeholder has a type that the
// node cannot take, which does not depend on an item.
type node interface {
	check(b *Bindings) error
	holds(b *Bindings, item attr.Item) bool
}

type (
	and    struct{ left, right node }
	or     struct{ left, right node }
	not    struct{ inner node }
	parens struct{ inner node }
)

func (n and) holds(b *Bindings, item attr.Item) bool {
	return n.left.holds(b, item) && n.right.holds(b, item)
}

func (n or) holds(b *Bindings, item attr.Item) bool {
	return n.left.holds(b, item) || n.right.holds(b, item)
}

func (n not) holds(b *Bindings, item attr.Item) bool    { return !n.inner.holds(b, item) }
func (n parens) holds(b *Bindings, item attr.Item) bool { return n.inner.holds(b, item) }

func (n and) check(b *Bindings) error    { return checkBoth(b, n.left, n.right) }
func (n or) check(b *Bindings) error     { return checkBoth(b, n.left, n.right) }
func (n not) check(b *Bindings) error    { return n.inner.check(b) }
func (n parens) check(b *Bindings) error { return n.inner.check(b) }

func checkBoth(b *Bindings, left, right node) error {
	if err := left.check(b); err != nil {
		return err
	}
	return right.check(b)
}

// Nested returns the names of the top-level attributes into which the condition looks.
func (c Condition) Nested() []string {
	if c.tree == nil {
		return nil
	}
	return c.bindings.nested(c.tree.usage.paths)
}

func (b *Bindings) nested(paths []path) []string {
	var names []string
	for _, p := range paths {
		if len(p) > 1 {
			names = append(names, b.name(p[0]))
		}
	}
	return names
}
