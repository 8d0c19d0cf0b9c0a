package sqs

import (
	"crypto/md5"
	"encoding/binary"
	"encoding/hex"
	"hash"
	"maps"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"
)

// digest returns the MD5 of a body, which the SDK compares.
func digest(body string) *string {
	sum := md5.Sum([]byte(body))
	return aws.String(hex.EncodeToString(sum[:]))
}

// digestAttributes returns the MD5 of attributes, nil for none. The SQS developer guide has the form in
// "Calculating the MD5 message digest for message attributes": sorted by name, each part after its length
// in four bytes, the value after a 1 (text) or a 2 (binary).
func digestAttributes(attributes map[string]types.MessageAttributeValue) *string {
	if len(attributes) == 0 {
		return nil
	}
	sum := md5.New()
	for _, name := range slices.Sorted(maps.Keys(attributes)) {
		v := attributes[name]
		part(sum, []byte(name))
		part(sum, []byte(aws.ToString(v.DataType)))
		if strings.HasPrefix(aws.ToString(v.DataType), "Binary") {
			sum.Write([]byte{2})
			part(sum, v.BinaryValue)
		} else {
			sum.Write([]byte{1})
			part(sum, []byte(aws.ToString(v.StringValue)))
		}
	}
	return aws.String(hex.EncodeToString(sum.Sum(nil)))
}

func part(sum hash.Hash, p []byte) {
	var length [4]byte
	binary.BigEndian.PutUint32(length[:], uint32(len(p)))
	sum.Write(length[:])
	sum.Write(p)
}
