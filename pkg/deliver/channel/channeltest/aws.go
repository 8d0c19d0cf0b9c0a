package channeltest

import (
	"net/http"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
)

// Region is the Region of AWSConfig.
const Region = "eu-central-1"

// AWSConfig returns the configuration of clients that reach a server by an HTTP client
// at a URL, or at the addresses of AWS if it is empty.
func AWSConfig(client aws.HTTPClient, url string) aws.Config {
	cfg := aws.Config{Region: Region, HTTPClient: client, Credentials: credentials.NewStaticCredentialsProvider("AKID", "SECRET", "")}
	if url != "" {
		cfg.BaseEndpoint = aws.String(url)
	}
	return cfg
}

// Scope returns the Region and the service that a request is signed for, empty if it is
// not signed.
func Scope(r *http.Request) (region, service string) {
	_, credential, _ := strings.Cut(r.Header.Get("Authorization"), "Credential=")
	parts := strings.Split(credential, "/") // key, day, Region, service, aws4_request
	if len(parts) < 5 {
		return "", ""
	}
	return parts[2], parts[3]
}
