package teamstest

import (
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
)

// element is a part of a card as far as it is checked.
type element struct {
	Type    string
	Text    *string
	Version string
	Body    []element
	Inlines []element
	Items   []element
	Columns []element
	Rows    []element
	Cells   []element
	Data    []series
	Title   string
	Address string `json:"url"`
	Actions []element
}

// series is a line of a chart.
type series struct {
	Legend string
	Values []struct {
		X any
		Y *float64
	}
}

// checkCard returns why a card is not shown, empty if it is.
//
// Source: adaptivecards.io/schemas/adaptive-card.json, version 1.5, which is the last that
// Teams shows everywhere (learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-reference)
func checkCard(data json.RawMessage) string {
	var c element
	switch {
	case data == nil:
		return "no card"
	case json.Unmarshal(data, &c) != nil || c.Type != "AdaptiveCard":
		return "not an Adaptive Card"
	case !slices.Contains([]string{"1.0", "1.1", "1.2", "1.3", "1.4", "1.5"}, c.Version):
		return "version " + c.Version
	case len(c.Body) == 0:
		return "no body"
	case len(c.Actions) > maxActions:
		return fmt.Sprintf("%d actions", len(c.Actions))
	}
	for _, e := range c.Body {
		if why := e.check(); why != "" {
			return why
		}
	}
	for _, a := range c.Actions {
		if why := a.checkAction(); why != "" {
			return why
		}
	}
	return ""
}

// maxActions is how many buttons a card of Teams has.
//
// Source: learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-reference
const maxActions = 6

// checkAction checks a button that opens an address.
//
// Source: adaptivecards.io/explorer/Action.OpenUrl.html
func (e element) checkAction() string {
	u, err := url.Parse(e.Address)
	switch {
	case e.Type != "Action.OpenUrl":
		return "unknown action " + e.Type
	case e.Title == "":
		return "an action without a title"
	case err != nil || u.Scheme != "https" || u.Host == "":
		return "an action without an address"
	}
	return ""
}

func (e element) check() string {
	switch e.Type {
	case "TextBlock", "TextRun":
		if e.Text == nil || *e.Text == "" {
			return e.Type + " without a text"
		}
		return ""
	case "RichTextBlock":
		return each(e, e.Inlines, "TextRun")
	case "Table":
		for _, r := range e.Rows {
			if len(r.Cells) > len(e.Columns) {
				return fmt.Sprintf("%d cells in a table of %d columns", len(r.Cells), len(e.Columns))
			}
		}
		return each(e, e.Rows, "TableRow")
	case "ColumnSet":
		return each(e, e.Columns, "Column")
	case "Column":
		return each(e, e.Items, "")
	case "Chart.Line":
		return e.checkChart()
	case "TableRow":
		return each(e, e.Cells, "TableCell")
	case "TableCell":
		return each(e, e.Items, "")
	}
	return "unknown element " + e.Type
}

// checkChart checks a chart of lines.
//
// Source: learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/charts-in-adaptive-cards
func (e element) checkChart() string {
	if len(e.Data) == 0 {
		return "a chart without data"
	}
	for _, s := range e.Data {
		if len(s.Values) == 0 {
			return "a series without values"
		}
		for _, v := range s.Values {
			if v.X == nil || v.Y == nil {
				return "a value without x and y"
			}
		}
	}
	return ""
}

// each checks the elements that one holds, of a type if that is not empty.
func each(holder element, all []element, kind string) string {
	if len(all) == 0 {
		return "empty " + holder.Type
	}
	for _, e := range all {
		if kind != "" && e.Type != kind {
			return e.Type + " in a " + holder.Type
		}
		if why := e.check(); why != "" {
			return why
		}
	}
	return ""
}
