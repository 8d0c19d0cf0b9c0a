package cwli

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"net/netip"
	"slices"
	"strings"

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
// columns in the first line. A byte order mark before them is dropped, and they may be
// parted by semicolons or tabs: so spreadsheets write tables.
func ReadTable(in io.Reader) (*Table, error) {
	buffered := bufio.NewReader(in)
	if err := skipMark(buffered); err != nil {
		return nil, fmt.Errorf("read lookup table: %w", err)
	}
	r := csv.NewReader(buffered)
	r.Comma = separator(buffered)
	rows, err := r.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("read lookup table: %w", err)
	}
	if len(rows) == 0 {
		return nil, fmt.Errorf("read lookup table: invalid empty file: want a line with the names of the columns")
	}
	return &Table{rows[0], rows[1:]}, nil
}

// skipMark drops the byte order mark of UTF-8 and refuses those of UTF-16.
func skipMark(in *bufio.Reader) error {
	start, _ := in.Peek(3) // a shorter file has no mark of UTF-8
	if bytes.Equal(start, []byte("\xef\xbb\xbf")) {
		_, _ = in.Discard(len(start)) // they were read
	}
	if bytes.HasPrefix(start, []byte("\xff\xfe")) || bytes.HasPrefix(start, []byte("\xfe\xff")) {
		return fmt.Errorf("invalid file in UTF-16: want CSV in UTF-8")
	}
	return nil
}

// separator returns what parts the columns: a comma, unless the first line has none and
// has semicolons or tabs.
func separator(in *bufio.Reader) rune {
	start, _ := in.Peek(in.Size()) // the longest line that is looked at; at the end of the file less
	line, _, _ := strings.Cut(string(start), "\n")
	for _, other := range ";\t" {
		if !strings.Contains(line, ",") && strings.ContainsRune(line, other) {
			return other
		}
	}
	return ','
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
	return 0, fmt.Errorf("lookup: the table has no column %s: it has %s", name, t.names())
}

// names returns the names of the first columns, for errors.
func (t *Table) names() string {
	const most = 10
	var quoted []string
	for _, name := range t.Columns[:min(len(t.Columns), most)] {
		quoted = append(quoted, expr.Quote(expr.Shorten(name)))
	}
	if len(t.Columns) > most {
		quoted = append(quoted, "…")
	}
	return strings.Join(quoted, ", ")
}

func (n *tableIndex) fill(t *Table, keys []int, cidr bool) error {
	for i, row := range t.Rows {
		if cidr {
			prefix, ok := rangeOf(row[keys[0]])
			if !ok {
				return fmt.Errorf("lookup: invalid range %s in row %d of the table: want one such as 10.0.0.0/8, or an address", expr.Quote(expr.Shorten(row[keys[0]])), i+1)
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

// rangeOf reads a range of addresses. An address alone is a range of one.
func rangeOf(text string) (r netip.Prefix, ok bool) {
	text = strings.TrimSpace(text)
	if addr, err := netip.ParseAddr(text); err == nil && addr.Zone() == "" {
		return netip.PrefixFrom(addr, addr.BitLen()), true
	}
	r, err := netip.ParsePrefix(text)
	return r, err == nil
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
