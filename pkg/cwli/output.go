package cwli

import "github.com/fanlight/fanlight/pkg/cwli/value"

// output is the last stage: it shows rows as fields.
type output struct {
	run    *Execution
	values []value.Value // of a row
	rows   [][]Field
}

func (o *output) push(f *frame) error {
	if o.rows = append(o.rows, o.show(f)); f.run.err != nil {
		return f.run.err
	}
	return nil
}

func (o *output) end() error { return nil }

// show returns a row as fields, without the cells that have no value.
func (o *output) show(f *frame) []Field {
	o.values = o.values[:0]
	for _, column := range o.run.plan.columns {
		o.values = append(o.values, column(f))
	}
	_ = value.KeepAll(o.values, nil) // the values hold the texts
	row := make([]Field, 0, len(o.values))
	for i, v := range o.values {
		if v.Present() {
			row = append(row, Field{o.run.plan.names[i], v.String()})
		}
	}
	return row
}
