package wire

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"

	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"
	"github.com/aws/smithy-go/transport/http/protocol/awsjson"
)

// protocol is the SDK's own encoder of JSON. It encodes requests alone, but whatever can
// serialise itself will do for a request: every output and every error can.
var (
	protocol = awsjson.New10(smithy.NewServiceSchema(shape("Answers", smithy.ShapeTypeService), ""))
	encoding = smithy.NewOperationSchema(shape("Answer", smithy.ShapeTypeOperation), shape("Body", smithy.ShapeTypeStructure), nil)
)

func shape(name string, kind smithy.ShapeType) *smithy.Schema {
	return smithy.NewSchema(smithy.ShapeID{Namespace: "localaws", Name: name}, kind, 0)
}

func encode(v smithy.Serializable) ([]byte, error) {
	return serialise(&body{Serializable: v})
}

func serialise(v smithy.Serializable) ([]byte, error) {
	r := smithyhttp.NewStackRequest().(*smithyhttp.Request)
	if err := protocol.SerializeRequest(context.Background(), encoding, v, r); err != nil {
		return nil, err
	}
	return io.ReadAll(r.GetStream())
}

// encodeError writes an error with its type, by which clients recognise it.
func encodeError(namespace string, e smithy.APIError) []byte {
	if typed, ok := e.(smithy.Serializable); ok {
		if text, err := serialise(&body{Serializable: typed, typed: true}); err == nil {
			return text
		}
	}
	var text bytes.Buffer
	enc := json.NewEncoder(&text)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(map[string]string{"__type": namespace + "#" + e.ErrorCode(), "message": e.ErrorMessage()}) // strings always encode
	return bytes.TrimSpace(text.Bytes())
}

// body serialises an output or error with what the SDK leaves out.
type body struct {
	smithy.Serializable
	typed bool
}

// Serialize implements smithy.Serializable.
func (b *body) Serialize(s smithy.ShapeSerializer) {
	b.Serializable.Serialize(&completer{ShapeSerializer: s, typed: b.typed})
}

// zeros are the members that AWS always writes and the SDK's types drop when they are 0 or
// false, by shape. Where these are missing, a reader who is not the Go SDK sees nothing
// instead of 0.
var zeros = map[string][]string{
	"QueryOutput":       {"Count", "ScannedCount"},
	"QueryStatistics":   {"bytesScanned", "estimatedBytesSkipped", "estimatedRecordsSkipped", "logGroupsScanned", "recordsMatched", "recordsScanned"},
	"StopQueryResponse": {"success"},
}

// completer passes everything on and adds zeros, and in an error the "__type".
type completer struct {
	smithy.ShapeSerializer
	typed bool
	open  []structure
}

// structure is one that is being written.
type structure struct {
	schema  *smithy.Schema
	written map[string]bool // of zeros
}

// WriteStruct begins a structure.
func (c *completer) WriteStruct(s *smithy.Schema) {
	c.ShapeSerializer.WriteStruct(s)
	if c.typed && len(c.open) == 0 {
		c.WriteKey(nil, "__type")
		c.WriteString(nil, s.ID().String())
	}
	c.open = append(c.open, structure{s, map[string]bool{}})
}

// CloseStruct adds what was dropped from the structure, and ends it.
func (c *completer) CloseStruct() {
	top := c.open[len(c.open)-1]
	c.open = c.open[:len(c.open)-1]
	for _, name := range zeros[top.name()] {
		if !top.written[name] {
			c.writeZero(top.schema.Member(name))
		}
	}
	c.ShapeSerializer.CloseStruct()
}

// name is the shape's, for a member that of its target. An operation's empty output has
// no schema and no name.
func (s structure) name() string {
	switch {
	case s.schema == nil:
		return ""
	case s.schema.TargetID().Name != "":
		return s.schema.TargetID().Name
	}
	return s.schema.ID().Name
}

func (c *completer) writeZero(member *smithy.Schema) {
	switch member.Type() {
	case smithy.ShapeTypeBoolean:
		c.ShapeSerializer.WriteBool(member, false)
	case smithy.ShapeTypeDouble:
		c.ShapeSerializer.WriteFloat64(member, 0)
	case smithy.ShapeTypeInteger:
		c.ShapeSerializer.WriteInt32(member, 0)
	default:
		panic(fmt.Sprintf("zeros lists %s, which is not a number or bool", member.ID()))
	}
}

func (c *completer) saw(member *smithy.Schema) {
	if len(c.open) > 0 && member != nil {
		c.open[len(c.open)-1].written[member.MemberName()] = true
	}
}

// WriteBool writes a bool.
func (c *completer) WriteBool(s *smithy.Schema, v bool) {
	c.saw(s)
	c.ShapeSerializer.WriteBool(s, v)
}

// WriteInt32 writes a number.
func (c *completer) WriteInt32(s *smithy.Schema, v int32) {
	c.saw(s)
	c.ShapeSerializer.WriteInt32(s, v)
}

// WriteFloat64 writes a number.
func (c *completer) WriteFloat64(s *smithy.Schema, v float64) {
	c.saw(s)
	c.ShapeSerializer.WriteFloat64(s, v)
}
