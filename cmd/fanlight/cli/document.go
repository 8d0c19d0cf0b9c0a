package cli

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/fanlight/fanlight/pkg/pipeline"
	"github.com/fanlight/fanlight/pkg/render"
)

// writeDocument writes a report to stdout, as text for its terminal.
func (s *System) writeDocument(d *pipeline.Document, format string) error {
	content, err := s.encode(d, format)
	if err != nil {
		return err
	}
	if _, err := s.Out.Write(content); err != nil {
		return fmt.Errorf("write the report: %w", err)
	}
	return nil
}

func (s *System) encode(d *pipeline.Document, format string) ([]byte, error) {
	switch format {
	case "json":
		return render.JSON(d)
	case "html":
		return []byte(render.HTML(d)), nil
	}
	return []byte(render.Text(d, render.TextOptions{Width: s.Width(s.Out), Color: s.color(s.Out)})), nil
}

// writeFolder writes a report in all its forms.
func writeFolder(folder string, d *pipeline.Document) error {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return fmt.Errorf("write the report: %w", err)
	}
	encoded, err := render.JSON(d)
	if err != nil {
		return err
	}
	for name, content := range map[string][]byte{
		"report.html": []byte(render.HTML(d)),
		"report.json": encoded,
		"report.txt":  []byte(render.Text(d, render.TextOptions{})),
	} {
		if err := os.WriteFile(filepath.Join(folder, name), content, 0o644); err != nil {
			return fmt.Errorf("write the report: %w", err)
		}
	}
	return nil
}
