// Costs prints the tables of docs/costs.md: what a stack costs in a month without a report, and
// what an edition of a report costs. They are computed from the list prices of pkg/price, from
// what the module deploys, and from what the functions do in virtual time.
//
//	go run ./scripts/costs
package main

import (
	"fmt"
	"io"
	"os"
)

func main() {
	if err := run(os.Stdout, "."); err != nil {
		fmt.Fprintln(os.Stderr, "costs:", err)
		os.Exit(1)
	}
}

// run prints all tables for the repository at root.
func run(out io.Writer, root string) error {
	tables, err := compute(root)
	if err != nil {
		return err
	}
	for _, name := range names {
		if _, err := fmt.Fprintf(out, "%s\n\n%s\n", name, tables[name]); err != nil {
			return err
		}
	}
	return nil
}

// names are those of the tables, in the order of the page.
var names = []string{"idle", "editions", "deliveries", "prices"}

// compute returns the tables in Markdown, by name.
func compute(root string) (map[string]string, error) {
	f, err := readFacts(root)
	if err != nil {
		return nil, err
	}
	small, full, err := f.idle()
	if err != nil {
		return nil, fmt.Errorf("measure a sweep: %w", err)
	}
	editions, err := f.editions()
	if err != nil {
		return nil, fmt.Errorf("measure an edition: %w", err)
	}
	return map[string]string{
		"idle": idleTable(small, full), "editions": editionTable(editions), "deliveries": deliveryTable(), "prices": priceTable(),
	}, nil
}
