package cli

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render"
)

// writeDocument writes a report to stdout, as text for its terminal.
func (s *System) writeDocument(d *fanlight.Document, format string) error {
	content, err := s.encode(d, format)
	if err != nil {
		return err
	}
	if _, err := s.Out.Write(content); err != nil {
		return fmt.Errorf("write the report: %w", err)
	}
	return nil
}

func (s *System) encode(d *fanlight.Document, format string) ([]byte, error) {
	switch format {
	case "json":
		return render.JSON(d)
	case "html":
		return []byte(render.HTML(d)), nil
	}
	return []byte(render.Text(d, render.TextOptions{Width: s.Width(s.Out), Color: s.color(s.Out)})), nil
}

// prepareFolder makes the folder of --out and finds out whether files can be
// made there, before a run is begun whose report would be lost.
func prepareFolder(folder string) error {
	if folder == "" {
		return nil
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return fmt.Errorf("make the folder of --out: %w", err)
	}
	probe, err := os.CreateTemp(folder, ".fanlight-*")
	if err != nil {
		return fmt.Errorf("write into the folder of --out: %w", err)
	}
	return errors.Join(probe.Close(), os.Remove(probe.Name()))
}

// writeFolder writes a report in all its forms, unless there is no folder.
func writeFolder(folder string, d *fanlight.Document) error {
	if folder == "" {
		return nil
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
		if failed := os.WriteFile(filepath.Join(folder, name), content, 0o644); failed != nil {
			err = errors.Join(err, fmt.Errorf("write the report: %w", failed))
		}
	}
	return err
}
