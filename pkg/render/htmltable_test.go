package render_test

import (
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/render/rendertest"
	"github.com/fanlight/fanlight/pkg/report"
)

func TestHTML_forms_of_tables(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("word ", 50)
	for name, test := range map[string]struct {
		row  []string
		want []string
	}{
		"name and number":  {[]string{"function", "checkout", "n", "7"}, []string{`class="plain two"`, `<div class="narrow">`, "!scroll", "!data-label"}},
		"three short ones": {[]string{"function", "checkout", "n", "7", "m", "8"}, []string{`class="plain"`, `<div class="narrow">`}},
		"long texts":       {[]string{"function", long, "n", "7"}, []string{`class="plain two"`, `class="w"`, "!narrow"}},
		"long texts and more": {[]string{"function", long, "n", "123,456", "m", "1234567890123", "o", "123456"},
			[]string{`class="cards"`, `data-label="n"`, `!data-label="function"`}},
		"events": {[]string{"@timestamp", "2026-01-02 12:24:59.123", "@log", "1:/aws/lambda/a", "@message", long, "user", "u7"},
			[]string{`class="log"`, `data-label="user"`, `!data-label="Message"`, ">Log group</th>"}},
		"many": {[]string{"a_first_column", "1", "b_second_column", "2", "c_third_column", "3", "d_fourth_column", "4", "e_fifth_column", "5", "f_sixth_column", "6"},
			[]string{`class="cards"`, `class="panel scroll" tabindex="0" role="group"`}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			checkHas(t, bodyOf(t, asTable, nil, test.row), test.want...)
		})
	}
}

func TestHTML_bars(t *testing.T) {
	t.Parallel()
	shape := &report.Shape{Columns: []string{"route", "n"}, Labels: []string{"route"}, Sums: []string{"n"}}
	page := bodyOf(t, report.Section{Show: report.ShowBar}, shape, []string{"route", "/a", "n", "996"}, []string{"route", "/b", "n", "4"})
	checkHas(t, page, `<table class="bars"`, `<th role="rowheader" scope="row" class="c">/a</th>`, `<rect width="100.00%" height="10" rx="2"/>`,
		`<rect width="0.60%"`, `data-label="Share">99.6%</td>`, "!Since")
}

func TestHTML_texts(t *testing.T) {
	t.Parallel()
	page := bodyOf(t, report.Section{Show: report.ShowText}, nil, []string{"a", "one", "b", "two"}, []string{"a", "<3>", "b", "four"})
	checkHas(t, page, "<ul class=\"panel texts\">\n<li>one two</li>\n<li>&lt;3&gt; four</li>\n</ul>", "!<table")
}

// A log group names its row as any other label does: the bar stands after it.
func TestHTML_bars_of_log_groups(t *testing.T) {
	t.Parallel()
	shape := &report.Shape{Columns: []string{"n", "function"}, Labels: []string{"function"}, Sums: []string{"n"}}
	page := bodyOf(t, report.Section{Show: report.ShowBar}, shape,
		[]string{"function", "123456789012:/aws/lambda/a", "n", "996"}, []string{"function", "123456789012:/aws/lambda/b", "n", "4"})
	checkHas(t, page, `<table class="bars"`, `k">function</th><th role="columnheader" scope="col"><span class="vh">Bar</span></th><th`, `>a</td><td role="cell" class="barcell">`)
	page = bodyOf(t, report.Section{Show: report.ShowBar, Columns: []string{"n", "function"}}, shape,
		[]string{"function", "123456789012:/aws/lambda/a", "n", "996"}, []string{"function", "123456789012:/aws/lambda/b", "n", "4"})
	checkHas(t, page, `<table class="cards"`, `k">function</th><th role="columnheader" scope="col"><span class="vh">Bar</span></th><th`, `>a</td><td role="cell" class="barcell">`)
}

// A long name of the edition before folds: with it, the table is not a narrow one.
func TestHTML_heading_of_changes(t *testing.T) {
	t.Parallel()
	d := rendertest.Documents()["checkout"]
	d.Period.Calendar, d.Baselines[0].Figures.Period.Calendar = report.Week, report.Week
	checkHas(t, render.HTML(d), `class="n">`+strings.ReplaceAll("Since the week from 24_Nov", "_", "\u00a0")+"</th>")
}
