package cwli

import (
	"encoding/csv"
	"fmt"
	"io"
	"net/netip"
	"slices"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
	"github.com/fanlight/fanlight/pkg/cwli/syntax"
	"github.com/fanlight/fanlight/pkg/cwli/value"
)

// Table is a lookup table.
type Table struct {
	Columns []string
	Rows    [][]string
}

// ReadTable reads a lookup table as the service takes it: CSV with the names of the
// columns in the first line.
func ReadTable(in io.Reader) (*Table, error) {
	r := csv.NewReader(in)
	rows, err := r.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("read lookup table: %w", err)
	}
	if len(rows) == 0 {
		return nil, fmt.Errorf("read lookup table: invalid empty file: want a line with the names of the columns")
	}
	return &Table{rows[0], rows[1:]}, nil
}

// lookup compiles a lookup or cidrlookup command: the columns of the table's first row
// whose keys are equal to fields of the row, or have the address of the field.
func (b *builder) lookup(c *syntax.Lookup) error {
	keys := make([]expr.Evaluator, len(c.Keys))
	for i, key := range c.Keys {
		evaluate, err := b.compiler().Value(&expr.Field{Name: key.Field})
		if err != nil {
			return err
		}
		keys[i] = evaluate
	}
	rows, before := b.scope.extended(), make([]expr.Evaluator, len(c.Output))
	for i, column := range c.Output {
		old, err := b.compiler().Value(&expr.Field{Name: column.Field})
		if err != nil {
			return err
		}
		before[i] = old
		rows.define(column.Field, rows.base(i))
	}
	b.settleSorted()
	b.add("lookup", rows, func(x *Execution, next stage) stage {
		return &looker{stage: next, Lookup: c, run: x, frame: x.newFrame(rows), keys: keys, before: before}
	})
	return nil
}

// looker adds the columns of a table.
type looker struct {
	stage
	*syntax.Lookup
	run          *Execution
	frame        *frame
	keys, before []expr.Evaluator
	index        *tableIndex // nil before the first row
	key          []byte
}

func (s *looker) push(f *frame) error {
	if s.index == nil {
		index, err := s.run.table(s.Lookup)
		if err != nil {
			return err
		}
		s.index = index
	}
	row := s.find(f)
	values := make([]value.Value, len(s.Output))
	for i := range values {
		if s.OnlyNew {
			if values[i] = s.before[i](f); values[i].Present() && values[i].String() != "" {
				continue
			}
		}
		if row != nil {
			values[i] = value.OfText(row[s.index.outputs[i]])
		}
	}
	s.frame.next()
	s.frame.parent, s.frame.base = f, values
	return s.stage.push(s.frame)
}

// find returns the row of the table, nil if none fits.
func (s *looker) find(f *frame) []string {
	s.key = s.key[:0]
	for _, key := range s.keys {
		v := key(f)
		if !v.Present() {
			return nil
		}
		if s.CIDR {
			return s.index.holding(v.String())
		}
		s.key = value.OfText(v.String()).AppendKey(s.key)
	}
	return s.index.rows[string(s.key)]
}

// tableIndex finds rows of a table.
type tableIndex struct {
	outputs  []int // columns of the output
	rows     map[string][]string
	prefixes []prefixRow // the longest first
}

type prefixRow struct {
	netip.Prefix
	row []string
}

// table returns the index of the table of a command.
func (x *Execution) table(c *syntax.Lookup) (*tableIndex, error) {
	table, ok := x.options.Tables[c.Table]
	if !ok {
		return nil, fmt.Errorf("lookup: unknown table %s: give its file", c.Table)
	}
	index := &tableIndex{rows: map[string][]string{}}
	for _, column := range c.Output {
		at, err := table.column(column.Column)
		if err != nil {
			return nil, err
		}
		index.outputs = append(index.outputs, at)
	}
	var keys []int
	for _, key := range c.Keys {
		at, err := table.keyColumn(key.Column)
		if err != nil {
			return nil, err
		}
		keys = append(keys, at)
	}
	return index, index.fill(table, keys, c.CIDR)
}

// keyColumn returns the place of a column; of cidrlookup without a name, the first.
func (t *Table) keyColumn(name string) (int, error) {
	if name == "" {
		return 0, nil
	}
	return t.column(name)
}

func (t *Table) column(name string) (int, error) {
	if i := slices.Index(t.Columns, name); i >= 0 {
		return i, nil
	}
	return 0, fmt.Errorf("lookup: the table has no column %s", name)
}

func (n *tableIndex) fill(t *Table, keys []int, cidr bool) error {
	for i, row := range t.Rows {
		if cidr {
			prefix, err := netip.ParsePrefix(row[keys[0]])
			if err != nil {
				return fmt.Errorf("lookup: read the table's row %d: %w", i+1, err)
			}
			n.prefixes = append(n.prefixes, prefixRow{prefix, row})
			continue
		}
		var key []byte
		for _, at := range keys {
			key = value.OfText(row[at]).AppendKey(key)
		}
		if _, known := n.rows[string(key)]; !known {
			n.rows[string(key)] = row
		}
	}
	slices.SortStableFunc(n.prefixes, func(a, b prefixRow) int { return b.Bits() - a.Bits() })
	return nil
}

// holding returns the row with the longest range that has an address.
func (n *tableIndex) holding(address string) []string {
	addr, err := netip.ParseAddr(address)
	if err != nil {
		return nil
	}
	for _, p := range n.prefixes {
		if p.Contains(addr) {
			return p.row
		}
	}
	return nil
}
