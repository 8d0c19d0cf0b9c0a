package oracle

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/fanlight/fanlight/pkg/compress"
	"github.com/fanlight/fanlight/pkg/fanlight"
)

// item is a stored item, read here without the ledger's help.
type item = map[string]types.AttributeValue

func str(it item, name string) string {
	if s, ok := it[name].(*types.AttributeValueMemberS); ok {
		return s.Value
	}
	return ""
}

func num(it item, name string) int {
	if n, ok := it[name].(*types.AttributeValueMemberN); ok {
		return must(strconv.Atoi(n.Value))
	}
	return 0
}

func binary(it item, name string) []byte {
	if b, ok := it[name].(*types.AttributeValueMemberB); ok {
		return b.Value
	}
	return nil
}

func truth(it item, name string) bool {
	b, ok := it[name].(*types.AttributeValueMemberBOOL)
	return ok && b.Value
}

func keyName(it item) string { return str(it, "pk") + " " + str(it, "sk") }

// partition is the key of an epoch's items.
func partition(run fanlight.RunID, epoch int) string {
	return "RUN#" + string(run) + "#" + strconv.Itoa(epoch)
}

// runOf is the run that a partition belongs to.
func runOf(pk string) fanlight.RunID {
	id, _, _ := strings.Cut(strings.TrimPrefix(pk, "RUN#"), "#")
	return fanlight.RunID(id)
}

// epochOf is the epoch of a partition: 0 for the run's own.
func epochOf(pk string) int {
	_, epoch, ok := strings.Cut(strings.TrimPrefix(pk, "RUN#"), "#")
	if !ok {
		return 0
	}
	return must(strconv.Atoi(epoch))
}

func unpack(packed []byte) ([]byte, error) { return compress.Gunzip(packed) }

// must returns the value of what cannot fail: keys and messages that the oracle saw written.
func must[T any](v T, err error) T {
	if err != nil {
		panic(fmt.Errorf("read what was written: %w", err))
	}
	return v
}

// latest returns the later of two times.
func latest(a, b time.Time) time.Time {
	if a.Before(b) {
		return b
	}
	return a
}
