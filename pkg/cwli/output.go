package cwli

import "github.com/fanlight/fanlight/pkg/cwli/value"

// output is the last stage: it shows rows as fields.
type output struct {
	run  *Execution
	rows [][]Field
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
	row := make([]Field, 0, len(o.run.plan.columns))
	var texts []byte
	for i, column := range o.run.plan.columns {
		v := column(f)
		if !v.Present() {
			continue
		}
		if v.Kind == value.Text {
			texts, v = v.Keep(texts)
		}
		row = append(row, Field{o.run.plan.names[i], v.String()})
	}
	return row
}
