package importer

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
)

// wantExport names what is read.
const wantExport = "what these commands print, as JSON: aws logs describe-query-definitions, aws cloudwatch get-dashboard, aws logs get-scheduled-query"

// export has the queries of one document.
type export struct {
	*run
	saved  []savedQuery
	others []*draft // dashboards and scheduled queries, in their order
}

// value is a JSON value in a document. Which fields it has says what it is. The AWS CLI
// writes NextToken: names of fields are compared without their case.
type value struct {
	QueryDefinitions   *[]savedQuery     `json:"queryDefinitions"`
	ScheduledQueries   *[]scheduledQuery `json:"scheduledQueries"`
	DashboardEntries   *[]dashboardEntry `json:"DashboardEntries"`
	DashboardName      string            `json:"DashboardName"`
	DashboardBody      json.RawMessage   `json:"DashboardBody"`
	Widgets            json.RawMessage   `json:"widgets"`
	NextToken          string            `json:"nextToken"`
	ScheduleExpression string            `json:"scheduleExpression"`
	QueryString        string            `json:"queryString"`
}

// read reads all JSON values of a document.
func (x *export) read(d Document) error {
	decoder := json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(d.Data, []byte("\xef\xbb\xbf"))))
	for n := 0; ; n++ {
		var raw json.RawMessage
		switch err := decoder.Decode(&raw); {
		case errors.Is(err, io.EOF) && n == 0:
			return errors.New("it is empty: want " + wantExport)
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return fmt.Errorf("it is not JSON: want %s: %w", wantExport, err)
		}
		if err := x.value(d.Name, raw); err != nil {
			return err
		}
	}
}

// value reads one value, or each of a list.
func (x *export) value(name string, raw json.RawMessage) error {
	var list []json.RawMessage
	if json.Unmarshal(raw, &list) == nil {
		for _, one := range list {
			if err := x.value(name, one); err != nil {
				return err
			}
		}
		return nil
	}
	var v value
	if err := json.Unmarshal(raw, &v); err != nil {
		return fmt.Errorf("it has a field of another type: want %s: %w", wantExport, err)
	}
	return x.take(name, v, raw)
}

func (x *export) take(name string, v value, raw json.RawMessage) error {
	if v.NextToken != "" {
		x.change(name, "the list goes on, and the rest is not there: print it without --max-items")
	}
	switch {
	case v.QueryDefinitions != nil:
		x.saved = append(x.saved, *v.QueryDefinitions...)
	case v.ScheduledQueries != nil:
		for _, q := range *v.ScheduledQueries {
			x.scheduled(q)
		}
	case v.DashboardEntries != nil:
		for _, e := range *v.DashboardEntries {
			x.change(e.DashboardName, "the list does not have the widgets: import what `aws cloudwatch get-dashboard --dashboard-name %s` prints", e.DashboardName)
		}
	case v.DashboardBody != nil:
		return x.dashboard(v.DashboardName, v.DashboardBody)
	case v.Widgets != nil:
		return x.dashboard(baseName(name), raw)
	case v.ScheduleExpression != "":
		return takeOne(raw, x.scheduled)
	case v.QueryString != "":
		return takeOne(raw, func(q savedQuery) { x.saved = append(x.saved, q) })
	default:
		return errors.New("it has none of queryDefinitions, DashboardBody, widgets and scheduleExpression: want " + wantExport)
	}
	return nil
}

// takeOne takes a value that is in no list.
func takeOne[T any](raw json.RawMessage, take func(T)) error {
	var one T
	if err := json.Unmarshal(raw, &one); err != nil {
		return fmt.Errorf("it has a field of another type: want %s: %w", wantExport, err)
	}
	take(one)
	return nil
}

type dashboardEntry struct {
	DashboardName string `json:"DashboardName"`
}

// drafts returns the reports of the document.
func (x *export) drafts() []*draft { return slices.Concat(x.savedDrafts(), x.others) }
