/** The availability zones that a region has here. */
export function zonesOf(region: string): string[] {
  return ['a', 'b', 'c'].map((letter) => `${region}${letter}`);
}

/** `use1-az1` for `us-east-1a`. */
export function zoneId(zone: string): string {
  const [area = '', direction = '', rest = ''] = zone.split('-');
  const short = direction.replaceAll(/north|south|east|west|central/gu, (word) => word.charAt(0));
  return `${area}${short}${rest.charAt(0)}-az${zone.charCodeAt(zone.length - 1) - 96}`;
}
