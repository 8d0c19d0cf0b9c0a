package cwli

import (
	"encoding/xml"
	"strings"

	"github.com/fanlight/fanlight/pkg/cwli/value"
)

// elementAt returns the function that reads the text of the first element at a path such
// as /event/level.
func elementAt(path string) func(string) value.Value {
	wanted := strings.Split(strings.Trim(path, "/"), "/")
	return func(s string) value.Value {
		d := xml.NewDecoder(strings.NewReader(s[max(0, strings.IndexByte(s, '<')):]))
		d.Strict = false
		at := elementPath{wanted: wanted}
		for {
			token, err := d.Token()
			if err != nil {
				return value.Value{}
			}
			switch t := token.(type) {
			case xml.StartElement:
				at.open(t.Name.Local)
			case xml.EndElement:
				at.close()
			case xml.CharData:
				if at.reached() {
					return value.OfText(strings.TrimSpace(string(t)))
				}
			}
		}
	}
}

// elementPath compares the elements that are open with the wanted ones.
type elementPath struct {
	wanted []string
	depth  int // of the open elements
	alike  int // of them, from the outermost on, those that are the wanted ones
}

func (p *elementPath) open(name string) {
	if p.alike == p.depth && p.depth < len(p.wanted) && p.wanted[p.depth] == name {
		p.alike++
	}
	p.depth++
}

func (p *elementPath) close() {
	p.depth = max(0, p.depth-1)
	p.alike = min(p.alike, p.depth)
}

func (p *elementPath) reached() bool { return p.depth == len(p.wanted) && p.alike == p.depth }
