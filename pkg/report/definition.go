package report

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// Hash returns the SHA-256 of the report's JSON form in hexadecimal. It depends
// on the definition alone, not on how a copy of it was written down.
func (r *Report) Hash() string {
	sum := sha256.Sum256(r.canonical())
	return hex.EncodeToString(sum[:])
}

func (r *Report) canonical() []byte {
	data, err := json.Marshal(r)
	if err != nil { // only a hand-made report with a fraction of a second gets here
		data = fmt.Appendf(nil, "%+v", *r)
	}
	return data
}

// Definition reads a report's JSON form back. What this version does not know,
// and what it could not reckon with, is an error, never dropped.
func Definition(data []byte) (Report, error) {
	var r Report
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&r); err != nil {
		return Report{}, fmt.Errorf("read definition: %w", err)
	}
	if _, err := decoder.Token(); err != io.EOF {
		return Report{}, fmt.Errorf("read definition of %q: more behind its end", r.Name)
	}
	if err := r.check(); err != nil {
		return Report{}, fmt.Errorf("read definition of %q: %w", r.Name, err)
	}
	return r, nil
}

// check covers what the methods of a report rely on.
func (r *Report) check() error {
	if !ValidName(r.Name) {
		return errors.New("not a name for a report")
	}
	if _, err := LoadZone(r.Timezone); err != nil {
		return err
	}
	if r.Schedule != nil {
		if _, _, err := r.Schedule.parse(); err != nil {
			return fmt.Errorf("schedule %s: %w", r.Schedule.Expression, err)
		}
	}
	return r.Window.check()
}

func (w Window) check() error {
	switch w.Calendar {
	case Day, Week, Month:
		if w.Length != 0 {
			return errors.New("the window has both a length and a calendar period")
		}
		return nil
	case "":
		if w.Length <= 0 {
			return errors.New("the window has no length")
		}
		return nil
	}
	return fmt.Errorf("unknown window %q", w.Calendar)
}
