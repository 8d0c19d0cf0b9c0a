package report

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
)

// Hash returns the SHA-256 of the report's JSON form in hexadecimal. A copy of the
// definition with other spacing, key order or escapes has the same hash.
func (r *Report) Hash() string {
	sum := sha256.Sum256(r.canonical())
	return hex.EncodeToString(sum[:])
}

func (r *Report) canonical() []byte {
	data, err := json.Marshal(r)
	if err != nil { // only a report made in code with a fraction of a second
		data = fmt.Appendf(nil, "%+v", *r)
	}
	return data
}

// Definition reads a report from its JSON form. It is strict: a key or a word
// that this version does not know is an error, so that no part of a report that a
// newer version compiled is dropped. [ReadContact] reads the owner of such a
// report.
func Definition(data []byte) (Report, error) {
	var r Report
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&r); err != nil {
		return Report{}, fmt.Errorf("read definition: %w", err)
	}
	if _, err := decoder.Token(); err != io.EOF {
		return Report{}, fmt.Errorf("read definition of %q: want one JSON value, not more", r.Name)
	}
	if err := r.check(); err != nil {
		return Report{}, fmt.Errorf("read definition of %q: %w", r.Name, err)
	}
	return r, nil
}

// check refuses what the methods of a report, the worker and the reporter would
// misread.
func (r *Report) check() error {
	if !ValidName(r.Name) {
		return errors.New("invalid name: want a small letter, then up to 39 of a-z, 0-9 and -")
	}
	if _, err := LoadZone(r.Timezone); err != nil {
		return err
	}
	if r.Schedule != nil {
		if _, _, err := r.Schedule.parse(); err != nil {
			return fmt.Errorf("schedule %s: %w", r.Schedule.Expression, err)
		}
	}
	for _, s := range r.Sections {
		if err := s.check(); err != nil {
			return fmt.Errorf("section %q: %w", s.Title, err)
		}
	}
	if !(r.Budget >= 0) || math.IsInf(r.Budget, 0) {
		return fmt.Errorf("invalid budget %v: want dollars, or 0 for no bound", r.Budget)
	}
	switch r.OnPartial {
	case "", PartialSend, PartialHold, PartialNotify:
	default:
		return fmt.Errorf("invalid on_partial %q: want send, hold or notify", r.OnPartial)
	}
	if err := r.Compare.check(); err != nil {
		return err
	}
	for _, d := range r.destinations() {
		if err := d.check(); err != nil {
			return err
		}
	}
	return r.Window.check()
}

func (w Window) check() error {
	switch w.Calendar {
	case Day, Week, Month, "":
	default:
		return fmt.Errorf("invalid window %q: want day, week or month", w.Calendar)
	}
	if w.Length < 0 || (w.Calendar == "") == (w.Length == 0) {
		return errors.New("invalid window: want either a length or a calendar period")
	}
	return nil
}
