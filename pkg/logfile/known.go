package logfile

import (
	"slices"

	"github.com/fanlight/fanlight/pkg/cwli/jsonscan"
	"github.com/fanlight/fanlight/pkg/logfile/internal/stamp"
)

// knownLines reads JSON lines whose shape is that of a line before: the same keys in the
// same order. If that line had its time in one field, and no layout but that of JSON lines,
// so has this one, and no other key has to be looked for.
type knownLines struct {
	finder *jsonscan.Finder
	found  []jsonscan.Value // by the slots of times
	last   int              // the slot of the line before
}

// timePaths are the paths of times in a line, by their slots.
var timePaths = func() *jsonscan.Projection {
	paths := append([]string(nil), timeFields...)
	paths[embedded] = "_aws.Timestamp"
	return jsonscan.New(paths)
}()

func newKnownLines() *knownLines {
	return &knownLines{finder: timePaths.NewFinder(), found: make([]jsonscan.Value, len(timeFields))}
}

// time returns the time of a line of a known shape, and its slot. A line whose time cannot
// be read is not known.
func (k *knownLines) time(line string) (t stamp.Time, slot int, ok bool) {
	// With several fields, the rules that say which of them counts are those of object.
	if fields, known := k.finder.Match(line, k.found); !known || fields != 1 {
		return t, 0, false
	}
	if k.found[k.last].Kind == jsonscan.None {
		k.last = slices.IndexFunc(k.found, func(v jsonscan.Value) bool { return v.Kind != jsonscan.None })
	}
	switch v := &k.found[k.last]; v.Kind {
	case jsonscan.Number:
		t = stamp.Number(v.Text)
	case jsonscan.String:
		t = stamp.Value(v.Text)
	}
	return t, k.last, t.OK()
}

// learn notes the shape of a line that was read with a layout, if that is the one of JSON
// lines, whatever the values are: the line has members that no other layout has.
func (k *knownLines) learn(line string, l *layout, o *object) {
	if o.others && o.have&listMask == 0 && slices.Contains(jsonLayouts[:], l) {
		k.finder.Learn(line)
	}
}
