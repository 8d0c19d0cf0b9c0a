package main

import (
	"encoding/json"
	"fmt"
	"os"

	"github.com/fanlight/fanlight/pkg/localaws/wire"
	"github.com/fanlight/fanlight/pkg/wholefile"
)

// tally has the calls of a program by operation, such as "sqs.ReceiveMessage".
type tally map[string]*calls

// calls sums up the calls of an operation: their number, and the bytes of all bodies.
type calls struct{ Made, Asked, Given int }

// add counts a call.
func (t tally) add(e wire.Entry) {
	of := t[e.Call.String()]
	if of == nil {
		of = &calls{}
		t[e.Call.String()] = of
	}
	of.Made++
	of.Asked += int(e.Asked)
	of.Given += e.Given
}

func (t tally) made() (sum int) {
	for _, of := range t {
		sum += of.Made
	}
	return sum
}

// sizes returns the mean sizes of the bodies of a call and its answer.
func (c *calls) sizes() size { return size{c.Asked / c.Made, c.Given / c.Made} }

func (t tally) write(path string) error {
	text, err := json.Marshal(t)
	if err == nil {
		err = wholefile.Write(path, text)
	}
	if err != nil {
		return fmt.Errorf("write the calls: %w", err)
	}
	return nil
}

func readTally(path string) (t tally, err error) {
	text, err := os.ReadFile(path)
	if err == nil {
		err = json.Unmarshal(text, &t)
	}
	if err != nil {
		return nil, fmt.Errorf("read the calls: %w", err)
	}
	return t, nil
}
