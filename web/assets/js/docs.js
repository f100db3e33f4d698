// Shows openapi.json in the viewer that the server brings along. No part of it comes from elsewhere,
// and nothing is sent to anybody but this server.
SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#api",
  deepLinking: true,
  docExpansion: "list",
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
  tryItOutEnabled: true,
  // Badges of a validator on the web, and addresses of files that a visitor might name.
  validatorUrl: null,
  queryConfigEnabled: false,
});
