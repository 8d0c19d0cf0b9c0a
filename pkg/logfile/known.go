package logfile

import (
	"math/bits"
	"slices"
	"sync"

	"github.com/fanlight/fanlight/pkg/cwli/jsonscan"
	"github.com/fanlight/fanlight/pkg/logfile/internal/stamp"
)

// knownLines reads JSON lines whose shape is that of a line before: the same keys in the
// same order. If that line had its time in one field, and no layout but that of JSON lines,
// so has this one, and no other key has to be looked for.
type knownLines struct {
	shapes jsonscan.Shapes
	finder *jsonscan.Finder // of times
	last   int              // the slot of the line before
	tried  int              // lines that were looked through to be learnt
	hits   int
}

// timePaths are the paths of times in a line, by their slots.
var timePaths = sync.OnceValue(func() *jsonscan.Projection {
	paths := append([]string(nil), timeFields...)
	paths[embedded] = "_aws.Timestamp"
	return jsonscan.New(paths)
})

func newKnownLines() *knownLines {
	return &knownLines{finder: timePaths().NewFinder()}
}

// match returns a line of a known shape with its time, and the slot of that; nil if the
// shape is not known, or the time cannot be read.
func (k *knownLines) match(line string) (d *jsonscan.Document, t stamp.Time, slot int) {
	if d = k.shapes.Match(line); d == nil {
		return nil, t, 0
	}
	found, fields, ok := k.finder.Read(d)
	if !ok || fields != 1 { // with several fields, the rules of object say which of them counts
		return nil, t, 0
	}
	if found[k.last].Kind == jsonscan.None {
		k.last = slices.IndexFunc(found, func(v jsonscan.Value) bool { return v.Kind != jsonscan.None })
	}
	if t = timeOf(&found[k.last]); !t.OK() {
		return nil, t, 0
	}
	k.hits++
	return d, t, k.last
}

func timeOf(v *jsonscan.Value) stamp.Time {
	switch v.Kind {
	case jsonscan.Number:
		return stamp.Number(v.Text)
	case jsonscan.String:
		return stamp.Value(v.Text)
	}
	return stamp.Time{}
}

// learn notes the shape of a line that was read with a layout, if that is the one of JSON
// lines, whatever the values are: the line has members that no other layout has, and one
// that may have the time. The finder would not see a second one after the first 200
// leaves of the line, and takes one name "_aws.Timestamp" for two.
func (k *knownLines) learn(line string, l *layout, o *object) {
	const free, hitsATry = 64, 8 // as jsonscan.Shapes learns fewer of them
	if !o.others || o.have&listMask != 0 || !slices.Contains(jsonLayouts[:], l) || k.tried >= free+k.hits/hitsATry {
		return
	}
	k.tried++
	var whole object
	whole.scan(line)
	if whole.have&(1<<flatEmbedded) == 0 && bits.OnesCount64(whole.have&timeMask) == 1 && !whole.twice {
		k.shapes.Learn(line)
	}
}
