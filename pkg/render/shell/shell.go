// Package shell writes what all web pages have in common: a head that lets them load
// nothing, colours, type, and the sign of Fanlight.
package shell

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"

	"github.com/fanlight/fanlight/pkg/render/markup"
)

// CSS has the custom properties and the classes that all pages use. It needs those of
// chart.Tokens before it.
//
//go:embed shell.css
var CSS string

// Styles is a style sheet with the hash by which a page allows it and no other.
type Styles struct{ css, hash markup.Safe }

// NewStyles returns a style sheet of this program.
func NewStyles(css string) Styles {
	sum := sha256.Sum256([]byte(css))
	return Styles{markup.Safe(css), markup.Safe(base64.StdEncoding.EncodeToString(sum[:]))}
}

// Open writes a page from its beginning to that of its body. Its content security policy
// forbids scripts, pictures, forms and every other style.
func Open(w *markup.Writer, title string, s Styles) {
	w.Raw("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n",
		"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'sha256-", s.hash, "'\">\n",
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n",
		"<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n")
	w.Element("<title>", title, "</title>\n")
	w.Raw("<style>", s.css, "</style>\n</head>\n<body>\n")
}

// Brand is the sign of Fanlight, a window over a door, with its name.
const Brand markup.Safe = `<p class="brand"><svg viewBox="0 0 44 26" aria-hidden="true"><path d="M2 24a20 20 0 0 1 40 0zM15 24a7 7 0 0 1 14 0M22 4v13M7.9 9.9l9.2 9.2M36.1 9.9l-9.2 9.2"/></svg>Fanlight</p>` + "\n"
