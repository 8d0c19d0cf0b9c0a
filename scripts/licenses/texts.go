package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"

	"github.com/fanlight/fanlight/pkg/wholefile"
)

// legal are the names that texts of licences have.
var legal = regexp.MustCompile(`(?i)^(licen[cs]e|copying|notice|patents)([.-].*)?$`)

// copyTexts copies the texts that hold for the package: those in its folder and
// in the folders above it, up to the module's own, which must have a licence.
func (p linked) copyTexts(out string) error {
	for dir := p.Dir; ; dir = filepath.Dir(dir) {
		within, err := filepath.Rel(p.Module.Dir, dir)
		if err != nil || !filepath.IsLocal(within) {
			return fmt.Errorf("find the licence of %s: %s is not in %s", p.Module, p.Dir, p.Module.Dir)
		}
		n, err := copyLegal(dir, filepath.Join(out, filepath.FromSlash(p.Module.String()), within))
		if err != nil {
			return fmt.Errorf("copy the licence of %s: %w", p.Module, err)
		}
		if within != "." {
			continue
		}
		if n == 0 {
			return fmt.Errorf("%s has no licence in %s", p.Module, dir)
		}
		return nil
	}
}

// copyLegal copies the texts of one folder and returns their number.
func copyLegal(from, to string) (n int, err error) {
	entries, err := os.ReadDir(from)
	if err != nil {
		return 0, err
	}
	for _, e := range entries {
		if !e.Type().IsRegular() || !legal.MatchString(e.Name()) || filepath.Ext(e.Name()) == ".go" {
			continue
		}
		text, err := os.ReadFile(filepath.Join(from, e.Name()))
		if err != nil {
			return n, err
		}
		if err := errors.Join(os.MkdirAll(to, 0o755), wholefile.Write(filepath.Join(to, e.Name()), text)); err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}
