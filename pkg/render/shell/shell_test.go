package shell_test

import (
	"crypto/sha256"
	"encoding/base64"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/render/markup"
	"github.com/fanlight/fanlight/pkg/render/shell"
)

func TestOpen(t *testing.T) {
	t.Parallel()
	var w markup.Writer
	shell.Open(&w, "</title><script>", shell.NewStyles("p { margin: 0; }"))
	sum := sha256.Sum256([]byte("p { margin: 0; }"))
	for _, want := range []string{
		"default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'",
		"<style>p { margin: 0; }</style>", "<title>&lt;/title&gt;&lt;script&gt;</title>", `<html lang="en">`,
	} {
		if !strings.Contains(w.String(), want) {
			t.Errorf("the page has no %s", want)
		}
	}
}

// TestNewStyles gives each style sheet a hash of its own.
func TestNewStyles(t *testing.T) {
	t.Parallel()
	if one := shell.NewStyles("a{}"); one == shell.NewStyles("b{}") || one != shell.NewStyles("a"+"{}") {
		t.Error("two style sheets have one hash, or one has two")
	}
}
