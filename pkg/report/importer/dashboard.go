package importer

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/fanlight/fanlight/pkg/report"
)

// dashboardBody is the body of a dashboard
// (docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html).
type dashboardBody struct {
	Start     string            `json:"start"`
	End       string            `json:"end"`
	Variables []json.RawMessage `json:"variables"`
	Widgets   []widget          `json:"widgets"`
}

// widget is one that may show a query.
type widget struct {
	Type       string                     `json:"type"`
	X          float64                    `json:"x"`
	Y          float64                    `json:"y"`
	Properties map[string]json.RawMessage `json:"properties"`

	place int // in the list
}

// shown are the views of widgets with their forms in a report
// (docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html,
// Properties of a Log Widget Object).
var shown = map[string]report.Show{
	"": "", "table": report.ShowTable, "timeSeries": report.ShowLine, "bar": report.ShowBar, "pie": report.ShowBar, "singleValue": report.ShowNumber,
}

// dashboard takes the log widgets of a dashboard: one report for each of their Regions.
func (x *export) dashboard(name string, raw json.RawMessage) error {
	body, err := readBody(raw)
	if err != nil {
		return err
	}
	logs, others := widgetsOf(body)
	if name = cmp.Or(name, "dashboard"); len(others) > 0 {
		x.change(name, "%s without a query left out: %s", counted(sum(others), "widget", "widgets"), listCounts(others))
	}
	if len(logs) == 0 {
		x.change(name, "it has no widget with a query")
		return nil
	}
	window := x.dashboardWindow(name, body)
	comments := []string{"A dashboard: its widgets stand below each other, from top to bottom and left to right."}
	if body.Start == "" {
		comments = append(comments, "It shows the time that its reader chooses: the window is a guess.")
	}
	regions := regionsOf(logs)
	for _, region := range regions {
		d := &draft{name: name, title: name, window: window, comments: slices.Clone(comments)}
		if len(regions) > 1 {
			d.name, d.title = name+"-"+region, name+" ("+region+")"
		}
		if region != "" {
			d.comments = append(d.comments, "Its queries are of "+region+": run it there.")
			d.change("a report reads the Region of its stack: this one is of %s", region)
		}
		for _, w := range logs {
			if w.text("region") == region {
				d.items = append(d.items, widgetItem(name, w))
			}
		}
		x.others = append(x.others, d)
	}
	return nil
}

// readBody reads a body: the AWS CLI prints it as a string of JSON.
func readBody(raw json.RawMessage) (body dashboardBody, err error) {
	var text string
	if json.Unmarshal(raw, &text) == nil {
		raw = json.RawMessage(text)
	}
	if err := json.Unmarshal(raw, &body); err != nil {
		return body, fmt.Errorf("the body of its dashboard is not as AWS describes it: %w", err)
	}
	if body.Widgets == nil {
		return body, errors.New("the body of its dashboard has no widgets")
	}
	return body, nil
}

// widgetsOf returns the log widgets in the order in which they are read, and how many there
// are of each other type.
func widgetsOf(body dashboardBody) (logs []widget, others map[string]int) {
	others = map[string]int{}
	for i, w := range body.Widgets {
		if w.place = i; w.Type != "log" {
			others[cmp.Or(w.Type, "untyped")]++
			continue
		}
		logs = append(logs, w)
	}
	slices.SortFunc(logs, func(a, b widget) int {
		return cmp.Or(cmp.Compare(a.Y, b.Y), cmp.Compare(a.X, b.X), cmp.Compare(a.place, b.place))
	})
	return logs, others
}

func regionsOf(logs []widget) []string {
	regions := map[string]bool{}
	for _, w := range logs {
		regions[w.text("region")] = true
	}
	return slices.Sorted(maps.Keys(regions))
}

// dashboardWindow returns the time that the dashboard shows.
func (x *export) dashboardWindow(name string, body dashboardBody) time.Duration {
	if len(body.Variables) > 0 {
		x.change(name, "%s of the dashboard left out: the queries have their present values", counted(len(body.Variables), "variable", "variables"))
	}
	if body.Start == "" {
		return guessedWindow
	}
	length, ok := isoLength(strings.TrimPrefix(body.Start, "-"))
	if !ok || !strings.HasPrefix(body.Start, "-") || !inWindow(length) {
		x.change(name, "its time range from %s to %s cannot be a window: the window is %s", body.Start, cmp.Or(body.End, "now"), report.Duration(guessedWindow))
		return guessedWindow
	}
	return length
}

// widgetItem returns the query of a widget.
func widgetItem(dashboard string, w widget) *item {
	title := w.text("title")
	it := &item{id: cmp.Or(title, "widget"), title: cmp.Or(title, fmt.Sprintf("Widget %d", w.place+1)), language: w.text("queryLanguage")}
	it.label = dashboard + "/" + it.title
	it.text, it.groups = cutSources(w.text("query"))
	it.view(w)
	return it
}

// known are the properties of log widgets that are carried over, or have no meaning of their
// own: the text of the query says how its log groups are selected.
var known = []string{"query", "queryLanguage", "queryBy", "logGroupPrefixes", "region", "title", "view", "stacked"}

// view gives the section its form, and says what the report cannot show.
func (it *item) view(w widget) {
	view := w.text("view")
	form, has := shown[view]
	it.show = form
	switch {
	case !has:
		it.change("the view %s has no equal: it is shown as its query suggests", view)
	case view == "pie":
		it.change("the view pie has no equal: it is shown as bars")
	}
	if string(w.Properties["stacked"]) == "true" {
		it.change("stacked has no equal: its series are drawn one by one")
	}
	var lost []string
	for _, name := range slices.Sorted(maps.Keys(w.Properties)) {
		if !slices.Contains(known, name) {
			lost = append(lost, name)
		}
	}
	if len(lost) > 0 {
		it.change("of its widget %s left out", strings.Join(lost, ", "))
	}
}

// text returns a property that is a text.
func (w widget) text(name string) (s string) {
	_ = json.Unmarshal(w.Properties[name], &s) // anything else counts as none
	return s
}
