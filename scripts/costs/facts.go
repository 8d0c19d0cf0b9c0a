package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
)

// facts are those of the module.
type facts struct {
	Functions    map[string]struct{ Memory int } // MB
	SweepMinutes int                             `json:"sweep_minutes"`
	Small, Full  extras
}

// extras are added by settings; terraform/modules/fanlight/tests holds the numbers to the plan.
type extras struct{ Alarms, Dashboards int }

const module = "terraform/modules/fanlight"

func readFacts(root string) (f facts, err error) {
	for _, file := range []string{"deployment.json", "tests/costs.json"} {
		text, err := os.ReadFile(filepath.Join(root, module, file))
		if err != nil {
			return f, err
		}
		if err := json.Unmarshal(text, &f); err != nil {
			return f, fmt.Errorf("read %s: %w", file, err)
		}
	}
	return f, nil
}

func (f facts) memory(function string) int { return f.Functions[function].Memory }
