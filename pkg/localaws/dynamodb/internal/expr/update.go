package expr

import (
	"maps"
	"slices"

	"github.com/fanlight/fanlight/pkg/localaws/dynamodb/internal/attr"
)

const (
	errNoAttribute = attr.Invalid("The provided expression refers to an attribute that does not exist in the item")
	errOperandType = attr.Invalid("An operand in the update expression has an incorrect data type")
	errUpdatePath  = attr.Invalid("The document path provided in the update expression is invalid for update")
)

// Update is an update expression with a request's placeholders. The zero Update changes nothing.
type Update struct {
	tree     *updateTree
	bindings *Bindings
}

// updateTree has the clauses of each section in the order of the text.
type updateTree struct {
	sets    []assignment // SET path = expression
	removes []path       // REMOVE path
	adds    []clause     // ADD path :value
	deletes []clause     // DELETE path :value
	usage   usage
	targets []path // the paths of all clauses
}

type assignment struct {
	path  path
	value setValue
}

type clause struct {
	path  path
	value placeholder
}

// Update parses a request's UpdateExpression. It returns the zero Update for no text.
func (b *Bindings) Update(text *string) (Update, error) {
	if text == nil {
		return Update{}, nil
	}
	u, err := b.bindUpdate(*text)
	if err != nil {
		return Update{}, attr.Invalidf("Invalid UpdateExpression: %v", err)
	}
	return u, nil
}

func (b *Bindings) bindUpdate(text string) (Update, error) {
	tree, err := updates.get(text, parseUpdate)
	if err != nil {
		return Update{}, err
	}
	if err := b.use(tree.usage); err != nil {
		return Update{}, err
	}
	if err := tree.check(b); err != nil {
		return Update{}, err
	}
	return Update{tree, b}, checkDisjoint(b.resolveAll(tree.targets))
}

func (t *updateTree) check(b *Bindings) error {
	for _, s := range t.sets {
		if err := s.value.check(b); err != nil {
			return err
		}
	}
	for _, c := range t.adds {
		if err := checkTypes(b, "ADD", c.value, "N", "SS", "NS", "BS"); err != nil {
			return err
		}
	}
	for _, c := range t.deletes {
		if err := checkTypes(b, "DELETE", c.value, "SS", "NS", "BS"); err != nil {
			return err
		}
	}
	return nil
}

// Attributes returns the names of the top-level attributes that the update writes.
func (u Update) Attributes() []string {
	if u.tree == nil {
		return nil
	}
	return u.bindings.topLevel(u.tree.targets)
}

// Updated returns a copy of the parts of an item that the update writes, for UPDATED_OLD and UPDATED_NEW; nil if
// the item has none of them.
func (u Update) Updated(item attr.Item) attr.Item {
	if u.tree == nil {
		return nil
	}
	return cut(item, u.bindings.resolveAll(u.tree.targets))
}

// edit is a clause with its value; nil removes.
type edit struct {
	path  path
	value attr.Value
}

// Apply returns the updated item and does not change the old one. All operands are of the old item.
func (u Update) Apply(old attr.Item) (attr.Item, error) {
	item := maps.Clone(old)
	if u.tree == nil {
		return item, nil
	}
	edits, err := u.edits(old)
	if err != nil {
		return nil, err
	}
	for _, e := range edits {
		if err := e.apply(item); err != nil {
			return nil, err
		}
	}
	return item, nil
}

// edits returns the writes by ascending list index, so that appended elements keep their order, and then the
// removals by descending index, because an index is that of the old list.
func (u Update) edits(old attr.Item) ([]edit, error) {
	edits, err := u.writes(old)
	if err != nil {
		return nil, err
	}
	for _, p := range u.tree.removes {
		edits = append(edits, edit{path: u.bindings.resolve(p)})
	}
	slices.SortFunc(edits, edit.compare)
	return edits, nil
}

func (e edit) compare(other edit) int {
	switch {
	case e.value != nil && other.value != nil:
		return comparePaths(e.path, other.path)
	case e.value == nil && other.value == nil:
		return comparePaths(other.path, e.path)
	case e.value != nil:
		return -1
	default:
		return 1
	}
}

func (u Update) writes(old attr.Item) ([]edit, error) {
	out := make([]edit, 0, len(u.tree.targets))
	for _, s := range u.tree.sets {
		value, err := s.value.evaluate(u.bindings, old)
		if err != nil {
			return nil, err
		}
		out = append(out, edit{u.bindings.resolve(s.path), value})
	}
	for _, c := range u.tree.adds {
		value, err := add(u.bindings.lookup(old, c.path), c.value.value(u.bindings, nil))
		if err != nil {
			return nil, err
		}
		out = append(out, edit{u.bindings.resolve(c.path), value})
	}
	return u.deletions(old, out)
}

// deletions appends the rest of each set of DELETE. A set that does not exist stays so, but the map or list that
// would hold it must exist, as for REMOVE (dynalite's test of UpdateItem "should return ValidationException if
// trying to update non-existent nested attribute in existing item").
func (u Update) deletions(old attr.Item, out []edit) ([]edit, error) {
	for _, c := range u.tree.deletes {
		set := u.bindings.lookup(old, c.path)
		if set == nil {
			out = append(out, edit{path: u.bindings.resolve(c.path)})
			continue
		}
		rest, ok := attr.Difference(set, c.value.value(u.bindings, nil))
		if !ok {
			return nil, errOperandType
		}
		out = append(out, edit{u.bindings.resolve(c.path), rest})
	}
	return out, nil
}

// add returns the value of ADD: the sum of numbers or the union of sets, or what if to is nil.
func add(to, what attr.Value) (attr.Value, error) {
	if to == nil {
		return what, nil
	}
	if union, ok := attr.Union(to, what); ok {
		return union, nil
	}
	return addNumbers(to, what)
}
