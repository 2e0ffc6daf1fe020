package dev.bailey.rego.builtin.x509;

import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoNull;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.ArrayList;
import java.util.List;

/** The name of the holder or the issuer of a certificate. */
final class Name {
  private final List<String> country = new ArrayList<>();
  private final List<String> organization = new ArrayList<>();
  private final List<String> unit = new ArrayList<>();
  private final List<String> locality = new ArrayList<>();
  private final List<String> province = new ArrayList<>();
  private final List<String> street = new ArrayList<>();
  private final List<String> postalCode = new ArrayList<>();
  private final List<Value> all = new ArrayList<>();
  private String commonName = "";
  private String serialNumber = "";

  private Name() {}

  static RegoObject read(Der.Element sequence) throws BuiltinException {
    Name name = new Name();
    Der sets = sequence.inside();
    while (!sets.isEmpty()) {
      Der set = sets.next(Der.SET, "x509: invalid RDNSequence").inside();
      while (!set.isEmpty()) {
        Der pair = set.next(Der.SEQUENCE, "x509: invalid RDNSequence: invalid attribute").inside();
        Oid type =
            pair.next(Der.OID, "x509: invalid RDNSequence: invalid attribute type")
                .oid("x509: invalid RDNSequence: invalid attribute type");
        String problem = "x509: invalid RDNSequence: invalid attribute value";
        name.add(type, Texts.text(pair.next(problem), problem + ": unsupported string type"));
      }
    }
    return name.toObject();
  }

  private void add(Oid type, String value) {
    all.add(
        RegoObject.builder()
            .put("Type", type.toArray())
            .put("Value", RegoString.of(value))
            .build());
    switch (type.toString()) {
      case "2.5.4.3" -> commonName = value;
      case "2.5.4.5" -> serialNumber = value;
      case "2.5.4.6" -> country.add(value);
      case "2.5.4.7" -> locality.add(value);
      case "2.5.4.8" -> province.add(value);
      case "2.5.4.9" -> street.add(value);
      case "2.5.4.10" -> organization.add(value);
      case "2.5.4.11" -> unit.add(value);
      case "2.5.4.17" -> postalCode.add(value);
      default -> {
        // among all of them only
      }
    }
  }

  private RegoObject toObject() {
    return RegoObject.builder()
        .put("CommonName", RegoString.of(commonName))
        .put("SerialNumber", RegoString.of(serialNumber))
        .put("Country", Shown.texts(country))
        .put("Locality", Shown.texts(locality))
        .put("Province", Shown.texts(province))
        .put("StreetAddress", Shown.texts(street))
        .put("Organization", Shown.texts(organization))
        .put("OrganizationalUnit", Shown.texts(unit))
        .put("PostalCode", Shown.texts(postalCode))
        .put("Names", all.isEmpty() ? RegoNull.NULL : RegoArray.of(all))
        .put("ExtraNames", RegoNull.NULL)
        .build();
  }
}
