package cli

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/fanlight/fanlight/pkg/cwli"
	"github.com/fanlight/fanlight/pkg/cwli/syntax"
	"github.com/fanlight/fanlight/pkg/suggest"
)

// readTables reads the lookup tables of --table NAME=FILE, and checks that they are
// those of the query.
func readTables(flags []string, text string) (map[string]*cwli.Table, error) {
	tables := map[string]*cwli.Table{}
	for _, flag := range flags {
		name, path, ok := strings.Cut(flag, "=")
		if !ok || name == "" || path == "" || tables[name] != nil {
			return nil, invalid("--table", flag, "NAME=FILE, each name once")
		}
		table, err := readTable(path)
		if err != nil {
			return nil, fmt.Errorf("--table %s: %w", flag, err)
		}
		tables[name] = table
	}
	return tables, checkTables(tables, tablesNamed(text))
}

func readTable(path string) (*cwli.Table, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // it was only read
	return cwli.ReadTable(f)
}

// checkTables reports tables that the query looks up and that have no file, and tables
// that it does not look up.
func checkTables(tables map[string]*cwli.Table, named []string) error {
	for _, name := range named {
		if tables[name] == nil {
			return usageErrorf("the query looks up the table %s, which has no file: add --table %s=FILE, a CSV file with the names of its columns in the first line", name, name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(tables)) {
		if slices.Contains(named, name) {
			continue
		}
		if near := suggest.Nearest(name, named); near != "" {
			return usageErrorf("the query looks up no table %s; did you mean %s?", name, near)
		}
		return usageErrorf("the query looks up no table %s: leave --table %s=… out", name, name)
	}
	return nil
}

// tablesNamed returns the tables that the commands of a query look up.
func tablesNamed(text string) (names []string) {
	for _, c := range commandsOf(text) {
		if lookup, ok := c.(*syntax.Lookup); ok {
			names = append(names, lookup.Table)
		}
	}
	return distinct(names)
}
