package report

import (
	"encoding/json"
	"fmt"
)

// Contact is the part of a definition that is needed to notify a report's owner.
type Contact struct {
	Name     string
	Title    string       // the name if the title cannot be read
	Timezone string       // IANA name; UTC if the time zone cannot be read
	Owner    *Destination // nil: the report has no owner
}

// ReadContact reads a report's name and owner from its JSON form. It is for a
// definition that [Definition] refuses, such as one that a newer version compiled:
// it ignores unknown keys, and every other key whatever its type. The contact is
// valid even when the error is not nil, as far as it could be read: without a
// valid name it is empty, and without an owner that this version can send to its
// Owner is nil.
func ReadContact(data []byte) (Contact, error) {
	var keys struct {
		Name, Title, Timezone, Owner json.RawMessage
	}
	if err := json.Unmarshal(data, &keys); err != nil {
		return Contact{}, fmt.Errorf("read contact: %w", err)
	}
	name := text(keys.Name)
	if !ValidName(name) {
		return Contact{}, fmt.Errorf("read contact: invalid name %q: want a small letter, then up to 39 of a-z, 0-9 and -", name)
	}
	c := Contact{Name: name, Title: text(keys.Title), Timezone: text(keys.Timezone)}
	if c.Title == "" {
		c.Title = c.Name
	}
	if _, err := LoadZone(c.Timezone); err != nil {
		c.Timezone = "UTC"
	}
	var err error
	if c.Owner, err = readOwner(keys.Owner); err != nil {
		return c, fmt.Errorf("read contact of %q: %w", name, err)
	}
	return c, nil
}

// text returns a JSON string's value, or the empty string for any other value.
func text(data json.RawMessage) string {
	var s string
	if json.Unmarshal(data, &s) != nil {
		return ""
	}
	return s
}

// readOwner reads the owner, nil if there is none. Unknown keys are ignored.
func readOwner(data json.RawMessage) (*Destination, error) {
	if data == nil {
		return nil, nil
	}
	var owner *Destination
	if err := json.Unmarshal(data, &owner); err != nil || owner == nil {
		return nil, err
	}
	if err := owner.checkKind(); err != nil {
		return nil, err
	}
	if owner.OnUnknown != Skip {
		owner.OnUnknown = Resend
	}
	return owner, nil
}
