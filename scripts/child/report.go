package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/fanlight/fanlight/pkg/wholefile"
)

// query is the text of every query of the report.
const query = "filter (is_group=1) | stats count(*) as calls"

// line is the log, within the window.
const line = `{"_aws":{"Timestamp":1767312000000},"is_group":1}` + "\n"

const head = `report: many
title: Many
schedule: { cron: "30 12 * * ? *", timezone: UTC }
window: 24h
log_groups: ["/bot"]
sections:
  - { title: One, query: q0, show: number, value: calls }
deliver:
  - stdout: {}
queries:
`

// writeReport writes a report of n queries and its log, and returns the arguments of fanlight that
// run it.
func writeReport(folder string, n int) ([]string, error) {
	text := head
	for i := range n {
		text += fmt.Sprintf("  q%d: { query: %q }\n", i, query)
	}
	if err := os.Mkdir(folder, 0o755); err != nil {
		return nil, fmt.Errorf("make a folder for a report: %w", err)
	}
	report, log := filepath.Join(folder, "many.yaml"), filepath.Join(folder, "bot.log")
	for path, text := range map[string]string{report: text, log: line} {
		if err := wholefile.Write(path, []byte(text)); err != nil {
			return nil, fmt.Errorf("write a report: %w", err)
		}
	}
	return strings.Fields("run " + report + " --logs " + log + " --at 2026-01-02T12:30:00Z"), nil
}
