package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/fanlight/fanlight/pkg/report/source"
	"github.com/fanlight/fanlight/pkg/wholefile"
)

// schemaFile is the name of the schema next to a report file.
const schemaFile = "report.schema.json"

// schemaLine names the schema to editors with the YAML language server.
//
// Source: github.com/redhat-developer/yaml-language-server, README, "Using inlined schema"
const schemaLine = "# yaml-language-server: $schema=" + schemaFile + "\n"

func newSchema(s *System) *cobra.Command {
	return &cobra.Command{
		Use:   "schema",
		Short: "Print the JSON Schema of report files, for editors",
		Long: "Print the JSON Schema (2020-12) of report files. An editor with the YAML language server\n" +
			"completes and checks a report file whose first line names the schema:\n\n  " + schemaLine,
		Example: "  fanlight schema >" + schemaFile,
		Args:    arguments(0, 0, ""),
		RunE: func(*cobra.Command, []string) error {
			schema, err := source.Schema()
			if err != nil {
				return err
			}
			_, err = s.Out.Write(schema)
			return err
		},
	}
}

// writeSchema writes the schema into a folder, unless it is there already.
func writeSchema(folder string) error {
	schema, err := source.Schema()
	if err != nil {
		return err
	}
	path := filepath.Join(folder, schemaFile)
	there, err := os.ReadFile(path)
	switch {
	case err == nil && bytes.Equal(there, schema):
		return nil
	case err == nil:
		return fmt.Errorf("%s is there already and differs from the schema of this version: fanlight schema >%s writes it", path, shellWord(path))
	case !errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("read the schema in the folder: %w", err)
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return fmt.Errorf("make the folder of the schema: %w", err)
	}
	if err := wholefile.Write(path, schema); err != nil {
		return fmt.Errorf("write the schema: %w", err)
	}
	return nil
}
