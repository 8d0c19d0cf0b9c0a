package naive

import "slices"

// Event is an event of a log. The log's group is not one of Lambda.
type Event struct {
	Time    int64 // milliseconds since 1970
	Message string
	Stream  string
	Ptr     string // the value of @ptr
}

// Field is a cell of a result: the name of its column and the value as it is shown.
type Field struct {
	Name, Value string
}

// Case is a generated query with its log.
type Case struct {
	Seed     uint64
	Events   []Event // in the order of arrival, which is not that of time
	Query    string
	commands []command
	want     answer
}

// evaluation is one run of the reference.
type evaluation struct {
	rules rules
	doubt bool // what the answer is depends on what nobody has described
}

// answer is the rows of a result. Rows of one block are in any order.
type answer struct {
	rows   [][]Field
	blocks []int
	doubt  bool
}

// Rows returns the answer of the reference. A row has only the fields with a value.
// Groups in no order come as they occurred; Difference does not insist on it.
func (c Case) Rows() [][]Field { return c.want.rows }

func (c Case) answer(rules rules) answer {
	e := &evaluation{rules: rules}
	t := &table{}
	for _, event := range c.Events {
		t.rows = append(t.rows, row{fields: rules.discover(event)})
	}
	slices.SortStableFunc(t.rows, func(a, b row) int {
		return b.fields["@timestamp"].number.Cmp(a.fields["@timestamp"].number)
	})
	for _, command := range c.commands {
		command.apply(e, t)
	}
	return e.answer(t)
}

func (e *evaluation) answer(t *table) answer {
	var a answer
	columns := t.columns
	if len(columns) == 0 {
		columns = []string{"@timestamp", "@message"}
	}
	columns = added(columns, t.made...)
	if !t.grouped {
		columns = added(columns, "@ptr")
	}
	for i, r := range t.rows {
		if !t.grouped {
			r.block = i
		}
		a.blocks = append(a.blocks, r.block)
		a.rows = append(a.rows, e.cells(r, columns))
	}
	a.doubt = e.doubt
	return a
}

func (e *evaluation) cells(r row, columns []string) []Field {
	cells := []Field{}
	for _, name := range columns {
		if v := r.fields[name]; v.present() {
			cells = append(cells, Field{name, e.show(v)})
		}
	}
	return cells
}
