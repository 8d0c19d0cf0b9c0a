package cli

import (
	"errors"

	"github.com/fanlight/fanlight/pkg/report/source"
)

// validView is the JSON form of what validate found. Files with a mistake have none among
// the files.
type validView struct {
	Version  int           `json:"version"`
	Files    []checkedView `json:"files"`
	Problems []problemView `json:"problems"`
	Notes    []problemView `json:"notes"`
	More     int           `json:"more_problems,omitempty"` // that are not listed
}

type checkedView struct {
	File         string   `json:"file"`
	Reports      []string `json:"reports"`
	Queries      int      `json:"queries"`
	Local        int      `json:"local_queries"` // that the local engine runs
	Destinations int      `json:"destinations"`
	Schedule     string   `json:"schedule,omitempty"`
	Paused       bool     `json:"paused,omitempty"`
}

type problemView struct {
	File    string `json:"file"`
	Line    int    `json:"line,omitempty"`
	Column  int    `json:"column,omitempty"`
	Message string `json:"message"`
	Hint    string `json:"hint,omitempty"`
}

func viewProblems(problems source.Problems) (views []problemView, more int) {
	views = []problemView{}
	for _, p := range problems {
		if p.More > 0 {
			more += p.More
			continue
		}
		views = append(views, problemView{p.File, p.Line, p.Column, p.Message, p.Hint})
	}
	return views, more
}

func viewChecked(of []source.File) checkedView {
	v := checkedView{File: of[0].Path, Reports: namesOf(of)}
	for _, file := range of {
		v.Queries, v.Local = v.Queries+len(file.Report.Queries), v.Local+runLocally(file.Report)
		v.Destinations += len(file.Report.Deliver)
	}
	if r := of[0].Report; r.Schedule != nil {
		v.Schedule, v.Paused = r.Schedule.String(), r.Paused
	}
	return v
}

// writeValidJSON writes what was found; the error of the mistakes stays the command's.
func (f *reportFiles) writeValidJSON(all []source.File, found error) error {
	var problems source.Problems
	if found != nil && !errors.As(found, &problems) {
		return found
	}
	view := validView{Version: 1, Files: []checkedView{}}
	view.Problems, view.More = viewProblems(problems)
	view.Notes, _ = viewProblems(f.noted)
	for _, of := range byPath(all) {
		view.Files = append(view.Files, viewChecked(of))
	}
	if err := writeJSON(f.s.Out, view); err != nil {
		return err
	}
	if found != nil {
		return errReported
	}
	return nil
}
